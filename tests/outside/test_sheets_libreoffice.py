"""A real spreadsheet program opens what we write, shows Thai dates, and saves files that we read the same."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

from khabuan.core.sheets import (
    CellFinding,
    ColumnSpec,
    read_sheet,
    write_back,
    write_csv,
    write_rows,
    write_template,
)

SPECS = (
    ColumnSpec("row_key", "รหัสแถว", "key"),
    ColumnSpec("name", "ชื่อ", required=True),
    ColumnSpec("code", "รหัส", "code"),
    ColumnSpec("kind", "ประเภท", "choice", choices=("กองทุนสวัสดิการ", "สภาองค์กรชุมชน")),
    ColumnSpec("since", "วันที่ตั้ง", "date"),
    ColumnSpec("members", "จำนวนสมาชิก", "number"),
)
ROWS = (
    ("6801", "=1+1", "0012", "กองทุนสวัสดิการ", date(2024, 2, 29), 120),
    ("6802", "น้ำผึ้ง กำนัน", "190105", "สภาองค์กรชุมชน", date(2023, 9, 30), 0.5),
)


def converted(content: bytes, to: str, folder: Path, name: str = "sheet.xlsx") -> bytes:
    """The file after LibreOffice has opened it and saved it as another kind."""
    source, out = folder / name, folder / "out"
    source.write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", str(out), str(source)],
        check=True,
        timeout=120,
        capture_output=True,
    )
    return (out / f"{source.stem}.{to.partition(':')[0]}").read_bytes()


def test_an_export_saved_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    ods = converted(write_rows(SPECS, ROWS, sheet_name="องค์กร"), "ods", tmp_path)
    read = read_sheet(converted(ods, "xlsx", tmp_path, "sheet.ods"), "a.xlsx", specs=SPECS)
    assert (read.sheet_name, read.names_row) == ("องค์กร", 2)
    assert [heading.name for heading in read.columns] == [spec.name for spec in SPECS]
    assert tuple(row.values for row in read.rows) == ROWS
    assert read.notices == ()


def test_dates_show_the_thai_calendar(tmp_path: Path) -> None:
    as_shown = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    text = converted(write_rows(SPECS, ROWS, sheet_name="องค์กร"), as_shown, tmp_path).decode()
    assert "29 กุมภาพันธ์ 2567" in text
    assert "30 กันยายน 2566" in text
    assert "=1+1" in text


def test_the_template_keeps_its_drop_down_and_hidden_columns(tmp_path: Path) -> None:
    saved = converted(write_template(SPECS, sheet_name="องค์กร"), "xlsx:Calc MS Excel 2007 XML", tmp_path)
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    validation = re.search(r'<dataValidation [^>]*type="list".*?</dataValidation>', sheet)
    assert validation
    assert 'sqref="D3:D1002"' in validation[0]
    assert "lists!$A$2:$A$3" in validation[0]
    assert re.search(r'<col [^>]*hidden="(1|true)"[^>]*max="1"', sheet) or re.search(
        r'<col [^>]*min="1"[^>]*hidden', sheet
    )


def test_the_file_sent_back_opens_with_its_comments_and_comes_in_again(tmp_path: Path) -> None:
    first = read_sheet(write_rows(SPECS, ROWS, sheet_name="องค์กร"), "a.xlsx", specs=SPECS)
    findings = [CellFinding(4, 3, "ไม่มีรหัสนี้", "ตรวจรหัสตำบล")]
    content = write_back(first, findings, label="สิ่งที่ต้องแก้", specs=SPECS)
    saved = converted(content, "xlsx:Calc MS Excel 2007 XML", tmp_path)
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        comments = "".join(archive.read(name).decode() for name in archive.namelist() if "comments" in name)
    assert 'ref="C4"' in comments
    assert "ตรวจรหัสตำบล" in comments
    again = read_sheet(saved, "a.xlsx", specs=SPECS)
    assert [row.values[:-1] for row in again.rows] == list(ROWS)
    assert [row.values[-1] for row in again.rows] == [None, "รหัส: ไม่มีรหัสนี้ → ตรวจรหัสตำบล"]


def test_our_csv_opens_without_a_running_formula(tmp_path: Path) -> None:
    utf8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    source = write_csv(SPECS, ROWS)
    text = converted(converted(source, "ods", tmp_path, "sheet.csv"), utf8, tmp_path, "sheet.ods").decode(
        "utf-8-sig"
    )
    assert list(csv.reader(io.StringIO(text)))[1][1] == "'=1+1"
