"""Closed lists as people write them in cells: Thai, English and stored words all mean the code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from django.utils import translation
from django.utils.translation import gettext

from khabuan.core.thai import search_key
from khabuan.registry.models import Person, Post
from khabuan.registry.rules.kinds import AgencyKind, HouseholdRole, OrganisationKind, PostTitle, SeatOrigin

POST_WORDS: Mapping[str, PostTitle] = {
    "ประธาน": PostTitle.CHAIR, "ประธานสภา": PostTitle.CHAIR, "ประธานกรรมการ": PostTitle.CHAIR,
    "ประธานคณะทำงาน": PostTitle.CHAIR, "ประธานกองทุน": PostTitle.CHAIR,
    "รองประธาน": PostTitle.VICE_CHAIR, "เลขา": PostTitle.SECRETARY, "เลขานุการ": PostTitle.SECRETARY,
    "เลขาฯ": PostTitle.SECRETARY, "ผู้ช่วยเลขา": PostTitle.ASSISTANT_SECRETARY,
    "ผู้ช่วยเลขานุการ": PostTitle.ASSISTANT_SECRETARY, "รองเลขานุการ": PostTitle.ASSISTANT_SECRETARY,
    "เหรัญญิก": PostTitle.TREASURER, "ผู้ช่วยเหรัญญิก": PostTitle.ASSISTANT_TREASURER,
    "นายทะเบียน": PostTitle.REGISTRAR, "ประชาสัมพันธ์": PostTitle.PUBLICIST, "กรรมการ": PostTitle.COMMITTEE,
    "คณะกรรมการ": PostTitle.COMMITTEE, "สมาชิกสภา": PostTitle.MEMBER, "สมาชิก": PostTitle.MEMBER,
    "ที่ปรึกษา": PostTitle.ADVISER, "ประธานที่ปรึกษา": PostTitle.ADVISER, "ผู้ตรวจสอบ": PostTitle.AUDITOR, "ผู้เก็บเงิน": PostTitle.COLLECTOR,
    "ผู้ว่าราชการจังหวัด": PostTitle.GOVERNOR, "ผู้ว่าฯ": PostTitle.GOVERNOR,
    "รองผู้ว่าราชการจังหวัด": PostTitle.DEPUTY_GOVERNOR, "นายอำเภอ": PostTitle.DISTRICT_CHIEF,
    "พมจ.": PostTitle.SOCIAL_DEVELOPMENT_HEAD, "นายกเทศมนตรี": PostTitle.LOCAL_EXECUTIVE,
    "นายกองค์การบริหารส่วนตำบล": PostTitle.LOCAL_EXECUTIVE, "นายก": PostTitle.LOCAL_EXECUTIVE,
    "นายกองค์การบริหารส่วนจังหวัด": PostTitle.LOCAL_EXECUTIVE, "หัวหน้าสำนักงาน": PostTitle.HEAD_OF_OFFICE,
    "ผู้อำนวยการ": PostTitle.HEAD_OF_OFFICE, "เจ้าหน้าที่": PostTitle.OFFICER,
}  # fmt: skip
KIND_WORDS: Mapping[str, OrganisationKind] = {
    "สภาองค์กรชุมชน": OrganisationKind.COUNCIL, "สภา": OrganisationKind.COUNCIL,
    "กองทุนสวัสดิการ": OrganisationKind.FUND, "กองทุน": OrganisationKind.FUND,
    "ชุมชน": OrganisationKind.COMMUNITY, "องค์กรชุมชน": OrganisationKind.COMMUNITY,
    "กลุ่มออมทรัพย์": OrganisationKind.SAVINGS_GROUP, "กลุ่มอาชีพ": OrganisationKind.OCCUPATION_GROUP,
    "เครือข่าย": OrganisationKind.NETWORK, "คณะทำงาน": OrganisationKind.WORKING_GROUP,
    "หน่วยงาน": OrganisationKind.AGENCY, "หน่วยงานภาคี": OrganisationKind.AGENCY,
}  # fmt: skip
SEX_WORDS = {
    "ช": Person.Sex.MALE, "ชาย": Person.Sex.MALE, "m": Person.Sex.MALE, "ญ": Person.Sex.FEMALE,
    "หญิง": Person.Sex.FEMALE, "f": Person.Sex.FEMALE,
}  # fmt: skip
SEX_OF_TITLE = {
    "นาย": Person.Sex.MALE, "ด.ช.": Person.Sex.MALE, "เด็กชาย": Person.Sex.MALE, "นาง": Person.Sex.FEMALE,
    "นางสาว": Person.Sex.FEMALE, "น.ส.": Person.Sex.FEMALE, "ด.ญ.": Person.Sex.FEMALE,
    "เด็กหญิง": Person.Sex.FEMALE,
}  # fmt: skip


HOUSE_ROLE_WORDS = {
    "หัวหน้า": HouseholdRole.HEAD, "หัวหน้าครอบครัว": HouseholdRole.HEAD, "หัวหน้าครัวเรือน": HouseholdRole.HEAD,
    "เจ้าบ้าน": HouseholdRole.HEAD, "ใช่": HouseholdRole.HEAD, "ไม่ใช่": HouseholdRole.RESIDENT,
    "ผู้อาศัย": HouseholdRole.RESIDENT, "สมาชิก": HouseholdRole.RESIDENT, "สมาชิกในบ้าน": HouseholdRole.RESIDENT,
    "ผู้อยู่อาศัย": HouseholdRole.RESIDENT,
}  # fmt: skip


def _with_labels(pairs: Iterable[tuple[str, str]], more: Mapping[str, str]) -> dict[str, str]:
    words = {search_key(word): str(code) for word, code in more.items()}
    for code, message in pairs:
        words[search_key(code)] = code
        for language in ("th", "en"):
            with translation.override(language):
                words[search_key(gettext(message))] = code
    return words


@cache
def post_words() -> dict[str, str]:
    return _with_labels(PostTitle.choices(), POST_WORDS)


@cache
def kind_words() -> dict[str, str]:
    return _with_labels(OrganisationKind.choices(), KIND_WORDS)


@cache
def agency_words() -> dict[str, str]:
    return _with_labels(AgencyKind.choices(), {})


@cache
def origin_words() -> dict[str, str]:
    return _with_labels(SeatOrigin.choices(), {})


@cache
def house_role_words() -> dict[str, str]:
    return _with_labels(HouseholdRole.choices(), HOUSE_ROLE_WORDS)


@cache
def sex_words() -> dict[str, str]:
    return {search_key(word): str(code) for word, code in SEX_WORDS.items()}


@cache
def _long_first() -> tuple[tuple[str, str], ...]:
    words = ((search_key(word), str(code)) for word, code in POST_WORDS.items())
    return tuple(sorted(words, key=lambda pair: -len(pair[0])))


#: The one post of a whole body is worded with that body behind it ("ประธานสภาตำบลดาวเรือง"). Anything else behind the
#: word makes it another post, of which there may be several: ประธานที่ปรึกษา, ประธานอนุกรรมการ, ประธานฝ่าย.
_BODIES = (
    "สภา", "กองทุน", "ชุมชน", "องค์กรชุมชน", "กลุ่ม", "เครือข่าย", "คณะกรรมการ", "คณะทำงาน", "กรรมการ", "ที่ประชุม", "สมาคม",
    "สหกรณ์", "วิสาหกิจ", "ศูนย์", "มูลนิธิ", "ชมรม", "สถาบัน", "ตำบล", "ต.", "หมู่บ้าน", "บ้าน", "อำเภอ", "อ.", "จังหวัด", "จ.", "เทศบาล",
    "อบต", "council", "fund",
)  # fmt: skip
_FOLLOWED_BY: Mapping[PostTitle, tuple[str, ...]] = {
    PostTitle.CHAIR: _BODIES, PostTitle.SECRETARY: _BODIES, PostTitle.TREASURER: _BODIES,
    PostTitle.LOCAL_EXECUTIVE: ("เทศ", "องค์การบริหาร", "อบ", "ทต", "ทม", "ทน", "เมืองพัทยา"),
    PostTitle.HEAD_OF_OFFICE: (
        "สำนักงาน", "สถาบัน", "ศูนย์", "โรงเรียน", "โรงพยาบาล", "รพ", "พอช", "วิทยาลัย", "จังหวัด", "จ.", "อำเภอ", "อ.", "ภาค", "พมจ",
    ),
}  # fmt: skip
_PART_OF_A_BODY = tuple(map(search_key, ("ฝ่าย", "อนุ", "ที่ปรึกษา", "กิตติมศักดิ์", "ด้าน")))


@cache
def _tails(code: str) -> tuple[str, ...]:
    return tuple(map(search_key, _FOLLOWED_BY.get(PostTitle(code), ())))


def _means(key: str, word: str, code: str) -> bool:
    """Whether a wording that begins with a title's word means that title."""
    if not key.startswith(word):
        return False
    rest, tails = key[len(word) :].lstrip(" .ๆฯ("), _tails(code)
    if not rest or not tails:
        return True
    return rest.startswith(tails) and not any(part in rest for part in _PART_OF_A_BODY)


@cache
def title_of_post(typed: str) -> str:
    """The kind of post that a wording means: "ประธานสภาตำบลดาวเรือง" is a chair, what nobody knows is "other"."""
    key = search_key(typed)
    if key in post_words():
        return post_words()[key]
    return next((code for word, code in _long_first() if _means(key, word, code)), str(PostTitle.OTHER))


def is_plain(typed: str, title: str) -> bool:
    """The wording is the name of the title, so that the post needs no wording of its own."""
    return search_key(typed) in _names(title)


def wording(post: Post) -> str:
    """How a post is worded in lists, as a search key."""
    return search_key(post.label or said(PostTitle(post.title).label))


@cache
def _names(title: str) -> frozenset[str]:
    found = set()
    for language in ("th", "en"):
        with translation.override(language):
            found.add(search_key(gettext(PostTitle(title).label)))
    return frozenset(found)


def said(word: str) -> str:
    """A label in the reader's language."""
    return gettext(word) if word else ""


def labels(
    codes: Iterable[AgencyKind | OrganisationKind | PostTitle | SeatOrigin | HouseholdRole],
) -> tuple[str, ...]:
    """The words of a drop-down, in the reader's language."""
    return tuple(gettext(code.label) for code in codes)
