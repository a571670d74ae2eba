import pytest

from khabuan.places.council_areas import Cover
from khabuan.places.imports import (
    VILLAGE_COLUMNS,
    missing_columns,
    read_local_governments,
    read_villages,
)
from khabuan.places.rules import LocalGovernmentKind
from tests.places.data import BODY_SLIPS, SARABURI, VILLAGE_SLIPS, body, village


def seen(reading):
    return [(finding.row, finding.column, finding.code) for finding in reading.findings]


def test_a_good_village_goes_in_without_a_word():
    reading = read_villages([village(village_code="๑๙๐๑๐๕๐๗", moo="หมู่ที่ ๗")], SARABURI)
    assert seen(reading) == []
    facts = reading.facts[0]
    assert (facts.code, facts.subdistrict, facts.moo, facts.name) == ("19010507", "190105", 7, "บ้านทดสอบเจ็ด")


def test_a_village_may_come_by_moo_and_name_alone():
    reading = read_villages([village(village_code="")], SARABURI)
    assert [(f.code, f.moo) for f in reading.facts] == [("", 7)]


@pytest.mark.parametrize(("cells", "column", "code", "goes_in"), VILLAGE_SLIPS)
def test_each_slip_of_a_village_is_found_in_its_cell(cells, column, code, goes_in):
    reading = read_villages([village(**cells)], SARABURI)
    assert seen(reading) == [(2, column, code)]
    assert bool(reading.facts) is goes_in


def test_a_renumbered_tambon_is_taken_as_its_successor():
    cells = {"village_code": "19010307", "subdistrict_code": "190103"}
    assert read_villages([village(**cells)], SARABURI).facts[0].subdistrict == "191304"


def test_the_second_row_of_a_village_names_the_first_and_empty_rows_are_passed_over():
    rows = [village(), {}, village(name_th="บ้านซ้ำ")]
    reading = read_villages(rows, SARABURI)
    assert [f.row for f in reading.facts] == [2]
    assert seen(reading) == [(4, "village_code", "row.double")]
    assert reading.findings[0].facts == {"first": "2"}


def test_a_good_local_government_keeps_what_it_covers_in_part():
    facts = read_local_governments([body()], SARABURI).facts[0]
    assert facts.kind is LocalGovernmentKind.TAO
    assert facts.covers == (Cover("190105"), Cover("190106", is_partial=True))


def test_the_kind_may_be_written_in_thai():
    reading = read_local_governments([body(kind="", kind_th="เทศบาลเมือง")], SARABURI)
    assert reading.facts[0].kind is LocalGovernmentKind.CITY


@pytest.mark.parametrize(("cells", "column", "code", "goes_in"), BODY_SLIPS)
def test_each_slip_of_a_local_government_is_found_in_its_cell(cells, column, code, goes_in):
    reading = read_local_governments([body(**cells)], SARABURI)
    assert seen(reading) == [(2, column, code)]
    assert bool(reading.facts) is goes_in


def test_a_sheet_says_which_columns_it_lacks():
    assert missing_columns([" village_code", "moo", "name_th", "name_en"], VILLAGE_COLUMNS) == (
        "subdistrict_code",
    )
