"""Whether a record is what a text names: points, reasons, what is sure."""

from __future__ import annotations

import pytest

from khabuan.reader.rules import meaning
from khabuan.reader.rules.meaning import Because, Held, Named, Score

HOME = "19.01.01."
FUND = "กองทุนสวัสดิการชุมชนตำบลดาวเรือง"


def fund(name: str = FUND, path: str = HOME, kind: str = "fund", **facts: object) -> Held:
    return Held(1, name, path, kind=kind, **facts)  # type: ignore[arg-type]


def someone(given: str = "สมชาย", surname: str = "ใจดี", path: str = HOME, **facts: object) -> Held:
    return Held(1, given, path, surname, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "held", "reasons", "is_sure"),
    [
        (FUND, fund(), [Because.NAME, Because.PLACE], True),
        ("กองทุนสวัสดิการชุมชน ตำบลดาวเรือง", fund(), [Because.NAME, Because.PLACE], True),
        ("กองทุนดาวเรือง", fund(), [Because.OWN_NAME, Because.KIND, Because.PLACE], True),
        ("กองทุนดาวเรือง", fund(path="19.02.01."), [Because.OWN_NAME, Because.KIND, Because.PROVINCE], False),
        ("สภาองค์กรชุมชนดาวเรือง", fund(), [Because.OWN_NAME, Because.OTHER_KIND, Because.PLACE], False),
        (FUND, fund(path="33.02.01."), [Because.NAME, Because.ELSEWHERE], False),
        ("พอช.", fund("สถาบันพัฒนาองค์กรชุมชน", "", "agency", others=("พอช.",)),
         [Because.SHORT_NAME, Because.PROVINCE], False),
        ("สำนักงานทดสอบจังหวัด (สทจ.)", fund("สำนักงานทดสอบจังหวัด", kind="agency"), [Because.NAME, Because.PLACE], True),
        ("กระทรวงทดสอบ (กท.)", fund("กระทรวงของการทดสอบ", "", "agency", others=("กท.",)),
         [Because.SHORT_NAME, Because.PROVINCE], False),
        ("กองทุนบ้านใหม่", fund(), [Because.LIKE, Because.KIND, Because.PLACE], False),
    ],
)  # fmt: skip
def test_a_body_by_its_name_kind_and_place(
    name: str, held: Held, reasons: list[Because], is_sure: bool
) -> None:
    score = meaning.body(Named(name, paths=(HOME,), home="19."), held)
    assert (list(score.reasons), score.is_sure) == (reasons, is_sure)


@pytest.mark.parametrize(
    ("role", "held", "reasons", "is_sure"),
    [
        ("", someone(), [Because.FULL_NAME, Because.PLACE], True),
        ("", someone(path="19.02."), [Because.FULL_NAME, Because.PROVINCE], False),
        ("ประธานกองทุนดาวเรือง", someone(path="19.02.", posts=(("ประธาน", FUND),)),
         [Because.FULL_NAME, Because.POST, Because.BODY, Because.PROVINCE], True),
        ("ผู้ใหญ่บ้าน", someone(path="19.02.", posts=(("ประธาน", FUND),)), [Because.FULL_NAME, Because.PROVINCE], False),
        ("", someone(path="50.01."), [Because.FULL_NAME, Because.ELSEWHERE], False),
        ("", someone(surname="อื่น", others=("ใจดี",)), [Because.FORMER_NAME, Because.PLACE], False),
        ("", someone(surname="ใจดีย์"), [Because.SOUND, Because.PLACE], False),
        ("", someone("สมหญิง"), [Because.LIKE, Because.PLACE], False),
    ],
)  # fmt: skip
def test_a_person_by_name_post_and_home(role: str, held: Held, reasons: list[Because], is_sure: bool) -> None:
    score = meaning.person(Named("สมชาย ใจดี", role, (HOME,), "19."), held)
    assert (list(score.reasons), score.is_sure) == (reasons, is_sure)


def test_a_first_name_alone_never_says_who_is_meant() -> None:
    held = someone(posts=(("ประธาน", FUND),))
    score = meaning.person(Named("สมชาย", "ประธานกองทุนดาวเรือง", (HOME,), HOME), held)
    assert Because.GIVEN in score.reasons
    assert not score.is_sure


def test_of_two_that_fit_alike_neither_is_meant() -> None:
    one, two = Score(100, (Because.NAME,)), Score(95, (Because.NAME,))
    assert meaning.surely([(1, one), (2, two)]) is None
    assert meaning.surely([(1, one), (2, Score(80))]) == (1, one)
    assert meaning.surely([]) is None


def test_what_has_hardly_a_reason_is_not_offered() -> None:
    assert meaning.best([(1, Score(39)), (2, Score(60)), (3, Score(90))]) == [(3, Score(90)), (2, Score(60))]


def test_one_place_of_many_is_likelier_near_the_book() -> None:
    named = Named("หนองบัว", home="19.01.01.")
    near, far = (meaning.place(named, path, among=2) for path in ("19.03.", "50.03."))
    assert near.points > far.points
    assert meaning.place(named, "50.03.", among=1).is_sure


def test_points_stay_between_none_and_a_hundred() -> None:
    assert meaning.of([Because.ONLY, Because.PLACE]).points == 100
    assert meaning.of([Because.OTHER_KIND, Because.ELSEWHERE]).points == 0
