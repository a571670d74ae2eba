"""A fund's spreadsheet of members, made up, and the bare reading of it by python-calamine: the limit of P10.

Headings and columns as funds have them. Every 200th row has a citizen number that is too short, to be sent back.
"""

from __future__ import annotations

from pathlib import Path

HEADINGS = (
    "เลขที่สมาชิก", "เลขบัตรประชาชน", "คำนำหน้า", "ชื่อ", "นามสกุล", "วันเกิด", "เพศ", "บ้านเลขที่", "หมู่", "โทรศัพท์",
    "วันสมัคร", "จ่ายถึง",
)  # fmt: skip
GIVEN = "สมทดลอง วันทดสอบ จันทร์สมมุติ แก้วลอง ทองสมมุติ บุญทดลอง ศรีสมมุติ ใจทดสอบ คำทดลอง ดวงทดสอบ".split()
SYLLABLES = "กา ขำ คง งาม จิต ชัย ดี ตา ถิ่น ทอง นา บัว ปาน ผล พร ภู มี ยอด รัก ลาภ วงศ์ ศรี สุข หอม อิ่ม".split()
BAD_EVERY = 200


def write(file: str, many: int, first: int) -> int:
    """A list of `many` invented people, numbered from `first`; how many of its rows are right."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("สมาชิก")
        sheet.write_row(0, 0, HEADINGS)
        for at in range(many):
            sheet.write_row(at + 1, 0, _row(at, first + at))
    return many - many // BAD_EVERY


def _row(at: int, number: int) -> tuple[str, ...]:
    citizen = _citizen(number)
    if at % BAD_EVERY == BAD_EVERY - 1:
        citizen = citizen[:11]
    given = GIVEN[number % 10] + SYLLABLES[number // 10 % 25] + SYLLABLES[number // 250 % 25]
    surname = "".join(SYLLABLES[number // 4 // step % 25] for step in (1, 25, 625))  # families of four
    return (
        f"{at + 1:06d}", citizen, ("นาย", "นาง", "นางสาว")[number % 3], given, surname,
        f"{2470 + number % 80}-{number % 12 + 1:02d}-{number % 28 + 1:02d}", "ชาย" if number % 3 == 0 else "หญิง",
        f"{number % 300 + 1}/{number % 9}", str(number % 15 + 1), f"08{number % 100_000_000:08d}",
        f"2565-{number % 12 + 1:02d}-01", "2567-09-30",
    )  # fmt: skip


def _citizen(number: int) -> str:
    """Begins with 9, as nobody's does."""
    stem = f"9{number:011d}"
    weighted = sum(int(figure) * weight for figure, weight in zip(stem, range(13, 1, -1), strict=True))
    return f"{stem}{(11 - weighted % 11) % 10}"


def read(file: str) -> int:
    """All cells by the native reader and nothing else."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(Path(file)).get_sheet_by_index(0).to_python())
