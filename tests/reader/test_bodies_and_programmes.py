"""Bodies by their names, and the twelve programmes where a text treats them as such."""

from __future__ import annotations

import pytest

from tests.reader.reports import facts, names

BODIES = [
    ("พอช. ร่วมกับ สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)", ["สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)"]),
    ("กระทรวง พม. จัดงาน", ["กระทรวง พม."]),
    ("สภาองค์กรชุมชนตำบลหนองไผ่ได้ประชุม", ["สภาองค์กรชุมชนตำบลหนองไผ่"]),
    ("อบต.หนองบัว จ.ระยอง", ["อบต.หนองบัว"]),
    ("ขบวนองค์กรชุมชนจังหวัดสระบุรี กล่าว", ["ขบวนองค์กรชุมชนจังหวัดสระบุรี"]),
    ("กองทุนสวัสดิการชุมชนตำบลนาฝายมีสมาชิก", ["กองทุนสวัสดิการชุมชนตำบลนาฝาย"]),
    ("สหกรณ์เคหสถานบ้านมั่นคงร่วมใจ จำกัด เปิด", ["สหกรณ์เคหสถานบ้านมั่นคงร่วมใจ จำกัด"]),
]


@pytest.mark.parametrize(("text", "bodies"), BODIES)
def test_bodies_are_read_by_their_full_names(text: str, bodies: list[str]) -> None:
    assert names("organisation", text) == bodies


@pytest.mark.parametrize(
    "text", ["อพม. ในพื้นที่", "โปรแกรมบัญชี", "เกษตรกรมีรายได้", "กองทุนละ 5 คน", "เครือข่ายต่างๆ", "#พม"]
)
def test_other_words_are_no_bodies(text: str) -> None:
    assert [name for name in names("organisation", text) if name != "อพม."] == []


PROGRAMMES = [
    ("มอบบ้านพอเพียงชนบท 5 หลัง", ["บ้านพอเพียง"]),
    ("สมทบกองทุนสวัสดิกรชุมชน", ["สวัสดิการชุมชน"]),
    ("อบรมพัฒนาศักยภาพแกนนำ", ["พัฒนาผู้นำ"]),
    ("จัดทำแผนพัฒนาตำบล", ["แผนพัฒนา"]),
    ("แก้ไขปัญหาที่ดินทำกิน", ["ที่ดิน"]),
    ("โครงการพัฒนาคุณภาพชีวิตคนไร้บ้าน", ["คุณภาพชีวิต"]),
    ("การป้องกันและต่อต้านการทุจริต", ["ป้องกันการทุจริต"]),
    ("การจัดการภัยพิบัติโดยชุมชน", ["ภัยพิบัติ"]),
    ("ประเด็นงาน ที่ดิน เศรษฐกิจและทุน สิ่งแวดล้อม", ["ที่ดิน", "เศรษฐกิจและทุนชุมชน", "สิ่งแวดล้อม"]),
]


@pytest.mark.parametrize(("text", "programmes"), PROGRAMMES)
def test_programmes_are_read_where_they_are_treated_as_such(text: str, programmes: list[str]) -> None:
    assert names("programme", text) == programmes


@pytest.mark.parametrize(
    "text",
    [
        "มีคุณภาพชีวิตที่ดี", "เช่าที่ดินของวัด", "ดูแลตัวเองและสิ่งแวดล้อมดี", "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม",
        "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ", "สหกรณ์เคหสถานบ้านมั่นคงร่วมใจ จำกัด", "ด้านสังคม เศรษฐกิจ และสิ่งแวดล้อม", "#บ้านมั่นคง",
    ],
)  # fmt: skip
def test_everyday_words_are_no_programmes(text: str) -> None:
    assert names("programme", text) == []


def test_a_programme_is_told_once() -> None:
    (one,) = facts("programme", "บ้านมั่นคง และโครงการบ้านมั่นคง")
    assert len(one["also_at"]) == 1
