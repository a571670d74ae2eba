"""Invented people. Every name says so; every citizen number begins with 9, which nobody's does."""

from __future__ import annotations

from dataclasses import dataclass

from khabuan.core.thai import CitizenNumber

FRONTS = ("สมมติ", "ตัวอย่าง", "ทดลอง", "จำลอง", "ทดสอบ", "ลองใช้", "นิรนาม", "แบบฝึก")
WOMEN = ("พร", "ศรี", "วรรณ", "มาลี", "จันทร์", "แก้ว", "นภา", "ใจ", "ดาว", "ลักษณ์", "อร", "ฤดี")
MEN = ("ชัย", "ศักดิ์", "พงษ์", "เดช", "วิทย์", "ชาติ", "ยศ", "กิจ", "พล", "รัตน์", "ฤทธิ์", "ณรงค์")
TAILS = (
    "ทุ่งทอง",
    "ริมคลอง",
    "เชิงเขา",
    "บ้านสวน",
    "ปลายนา",
    "ท่าน้ำ",
    "หนองบัว",
    "ดงตาล",
    "โคกสูง",
    "ไร่อ้อย",
    "สวนมะม่วง",
)
SURNAMES = tuple(f"{front}{tail}" for tail in TAILS for front in ("นาม", "สกุล", "วงศ์", "ชื่อ", "หมาย"))


@dataclass(frozen=True)
class Invented:
    """A person who does not exist: the n-th."""

    number: int
    asked: str = ""  # "f" or "m" where the story needs one

    @property
    def is_woman(self) -> bool:
        return self.asked == "f" if self.asked else self.number * 7 % 16 < 9

    @property
    def title(self) -> str:
        if not self.is_woman:
            return "ว่าที่ร้อยตรี" if self.number % 97 == 0 else "นาย"
        return "นางสาว" if self.number % 3 == 0 else "นาง"

    @property
    def given(self) -> str:
        ends = WOMEN if self.is_woman else MEN
        return FRONTS[self.number % len(FRONTS)] + ends[self.number // len(FRONTS) % len(ends)]

    @property
    def surname(self) -> str:
        return SURNAMES[(self.number * 37 + self.number // 101) % len(SURNAMES)]

    @property
    def sex(self) -> str:
        return "f" if self.is_woman else "m"

    @property
    def birth_year(self) -> int:
        """Between 1950 and 2002, most of them over fifty, as on the councils."""
        return 1950 + (self.number * self.number * 13 + self.number) % 53

    @property
    def citizen(self) -> str:
        return CitizenNumber.for_test(self.number).digits
