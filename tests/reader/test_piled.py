"""A file of many texts: tables by their headings, ZIPs with Thai names, and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from khabuan.core.sheets import write_rows
from khabuan.reader.piled import COLUMNS, MOST, PileRefused, as_one, piled
from khabuan.reader.rules.piles import Piled, Unread

TODAY = date(2026, 11, 30)
BOMB = b"0" * (31 * 1024 * 1024)


def read(content: bytes, name: str = "ข่าว.csv") -> list[Piled]:
    return piled(content, name, today=TODAY)


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def refused(content: bytes, name: str = "ข่าว.zip") -> str:
    with pytest.raises(PileRefused) as no:
        read(content, name)
    return no.value.code


def test_columns_are_found_by_their_headings_in_any_order() -> None:
    table = "ที่,วันที่,ข้อความ,ลิงก์,หัวข้อ,ที่มา\n1,15 มี.ค. 66,เวทีทดสอบ,https://example.org/1,เวที,เพจ\n"
    assert read(table.encode()) == [
        Piled("เวที", "เวทีทดสอบ", "เวที", "เพจ", "https://example.org/1", date(2023, 3, 15))
    ]


def test_english_headings_windows_874_and_texts_of_several_lines() -> None:
    table = 'title,text,date\r\nหนึ่ง,"บรรทัดแรก\r\nบรรทัดสอง",2023-03-15\r\n'
    (one,) = read(table.encode("cp874"))
    assert (one.title, one.published_on) == ("หนึ่ง", date(2023, 3, 15))
    assert one.words.split() == ["บรรทัดแรก", "บรรทัดสอง"]


def test_a_row_says_what_sort_of_text_it_is_and_unknown_words_leave_it_to_the_whole_file() -> None:
    typed = ("ข่าว", "รายงาน การประชุม", "Minutes", "อื่น ๆ", "เพลง", "")
    table = "ข้อความ,ประเภท\n" + "".join(f"เรื่อง {word},{word}\n" for word in typed)
    assert [one.kind for one in read(table.encode())] == ["news", "minutes", "minutes", "other", "", ""]


@pytest.mark.parametrize(
    ("title", "words", "kind"),
    [
        ("รายงานการประชุมสภาฯ ทดสอบ 2/69", "เปิดประชุม", "minutes"),
        ("ประชุมคณะทำงาน", "   ร่างรายงานการประชุมวิสามัญ ครั้งที่ 1", "minutes"),
        ("", "📌 บันทึกย่อการประชุม สภาฯ", "minutes"),
        ("สรุปประชุม อ.ทดสอบ", "[20/8/69 18:05] เลขาฯ:", "minutes"),
        ("", "สรุปผลการประชุมใหญ่กองทุน", "minutes"),
        ("สภาฯ ส่งรายงานการประชุมให้อำเภอ", "ข่าวทดสอบ", ""),
        ("รายงานปิดโครงการ", "รายงานผลการดำเนินงาน", ""),
        ("ข่าว", "ข่าวทดสอบ\nรายงานการประชุม", ""),
    ],
)
def test_what_is_called_minutes_comes_in_as_minutes_where_no_column_says_what_it_is(
    title: str, words: str, kind: str
) -> None:
    (one,) = read(f'หัวข้อ,ข้อความ\n{title},"{words}"\n'.encode())
    assert one.kind == kind
    (one,) = read(f'หัวข้อ,ข้อความ,ประเภท\n{title},"{words}",\n'.encode())
    assert one.kind == "", "a column says it, if it says nothing"
    if not title:
        (one,) = read(packed(("หนึ่ง.txt", words.encode())), "ข้อความ.zip")
        assert one.kind == kind


def test_a_column_of_texts_alone_is_enough() -> None:
    assert [one.words for one in read("ข้อความ\nข่าวหนึ่ง\nข่าวสอง\n".encode())] == ["ข่าวหนึ่ง", "ข่าวสอง"]


def test_a_spreadsheet_is_a_table_too() -> None:
    content = write_rows(COLUMNS, [{"text": "ข่าวในตาราง", "date": TODAY}], sheet_name="ข่าว")
    assert [(one.words, one.published_on) for one in read(content, "ข่าว.xlsx")] == [("ข่าวในตาราง", TODAY)]


@pytest.mark.parametrize("typed", ["วันไหนไม่รู้", "มีนาคม 2566", "32/1/2566"])
def test_a_day_that_cannot_be_read_leaves_its_row_out_and_no_other(typed: str) -> None:
    first, second = read(f"ข้อความ,วันที่\nหนึ่ง,{typed}\nสอง,-\n".encode())
    assert (first.unread, first.words) == (Unread.NO_DAY, "")
    assert (second.unread, second.published_on) == (None, None)


def test_files_of_a_zip_come_by_name_in_three_encodings_without_what_stands_beside() -> None:
    page = "<html><head><title>x</title></head><body><p>ข่าว&nbsp;เว็บ</p><script>a</script></body></html>"
    found = read(
        packed(
            ("ข/2.txt", "ข่าวสอง".encode("cp874")), ("1.txt", "\ufeffข่าวหนึ่ง".encode()), ("3.html", page.encode()),
            ("__MACOSX/1.txt", b"x"), (".DS_Store", b"x"), ("5.pdf", b"%PDF-1.4"), ("4.txt", b"\x81\x8d\xff\x81"),
        )
    )  # fmt: skip
    assert [(one.name, one.words.replace("\xa0", " "), one.unread) for one in found] == [
        ("1.txt", "ข่าวหนึ่ง", None), ("3.html", "ข่าว เว็บ", None), ("4.txt", "", Unread.NOT_TEXT),
        ("5.pdf", "", Unread.NOT_TEXT), ("2.txt", "ข่าวสอง", None),
    ]  # fmt: skip


def test_names_that_thai_windows_packed_are_read() -> None:
    marked = packed(("AAAA.txt", "ข่าว".encode()))
    content = marked.replace(b"AAAA.txt", "ข่าว".encode("cp874") + b".txt")
    assert [one.name for one in read(content)] == ["ข่าว.txt"]


def test_what_unpacks_too_big_is_refused_before_it_is_unpacked() -> None:
    assert refused(packed(("bomb.txt", BOMB))) == "unpacks_too_big"
    many = packed(*((f"{n}.txt", b"0" * 1024 * 1024) for n in range(31)))
    assert refused(many) == "unpacks_too_big"


def test_one_file_too_big_is_left_out() -> None:
    (one,) = read(packed(("big.txt", b"0" * (4 * 1024 * 1024 + 1))))
    assert one.unread == Unread.TOO_BIG


def test_a_size_that_lies_unpacks_no_more_than_it_says() -> None:
    content = packed(("bomb.txt", b"0" * 5_000_000))
    size = (5_000_000).to_bytes(4, "little")
    (one,) = read(content.replace(size, (100).to_bytes(4, "little")))
    assert one.unread == Unread.NOT_TEXT


def test_too_many_are_refused_in_either_kind() -> None:
    assert refused(packed(*((f"{n}.txt", b"x") for n in range(MOST + 1)))) == "too_many"
    assert refused(packed(*((f"{n}.txt", b"x") for n in range(2 * MOST + 1)))) == "too_many"
    assert refused("\n".join(["ข้อความ,หัวข้อ", *["ก,ข"] * (MOST + 1)]).encode(), "ข่าว.csv") == "too_many"


def test_other_files_are_told_apart() -> None:
    assert refused(b"PK\x03\x04 broken") == "damaged"
    assert refused(packed(("[Content_Types].xml", b""), ("word/document.xml", b""))) == "document"
    assert refused(packed(("a/", b""))) == "nothing"
    assert refused(packed(("a.txt", b"x"), method=zipfile.ZIP_BZIP2)) == "damaged"
    assert refused("ชื่อ,อายุ\nก,1\n".encode(), "คน.csv") == "no_column"
    assert refused("หัวข้อ,วันที่\nก,-\n".encode(), "ข่าว.csv") == "no_column"
    assert refused(b"%PDF-1.4", "ข่าว.pdf") == "sheet.not_a_sheet"
    assert refused(b"0" * (10 * 1024 * 1024 + 1)) == "too_big"
    assert refused(f"ข้อความ,หัวข้อ\n{'ก' * 40_000},ข".encode(), "ข่าว.csv") == "sheet.text_too_long"


def test_what_has_no_words_is_told_as_empty() -> None:
    assert [one.unread for one in read("ข้อความ,หัวข้อ\n,ว่าง\n \n".encode())] == [Unread.EMPTY] * 2
    assert [one.unread for one in read(packed(("ว่าง.txt", b" \r\n")))] == [Unread.EMPTY]


def test_files_as_they_were_chosen_are_read_by_name_and_a_table_among_them_is_left_out() -> None:
    name, content = as_one(
        [("ข2.txt", "ข่าวสอง".encode("cp874")), ("ข1.TXT", "ข่าวหนึ่ง".encode()), ("ว่าง.txt", b""), ("ก.csv", "ข้อความ\nก".encode())]
    )  # fmt: skip
    assert name == "ข2.txt +3"
    assert [(one.name, one.words, one.unread) for one in read(content, name)] == [
        ("ก.csv", "", Unread.ALONE), ("ข1.TXT", "ข่าวหนึ่ง", None), ("ข2.txt", "ข่าวสอง", None), ("ว่าง.txt", "", Unread.EMPTY),
    ]  # fmt: skip


def test_one_file_of_text_is_a_text_and_one_of_another_kind_stays_as_it_is() -> None:
    name, content = as_one([("ข่าว.txt", "ข่าว\nบรรทัดสอง".encode())])
    assert [(one.name, one.words) for one in read(content, name)] == [("ข่าว.txt", "ข่าว\nบรรทัดสอง")]
    for one in (("ข่าว.csv", b"x"), ("ข่าว.txt", b"PK\x03\x04"), ("ว่าง.txt", b"")):
        assert as_one([one]) == one


def test_a_cell_that_is_too_long_leaves_its_row_out() -> None:
    first, second = read(f"ข้อความ,หัวข้อ\nหนึ่ง,{'ก' * 251}\nสอง,{'ก' * 250}\n".encode())
    assert (first.unread, second.unread) == (Unread.LONG_CELL, None)
