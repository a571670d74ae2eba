import datetime as dt

import pytest
from django import forms
from django.utils import translation

from khabuan.core.formfields import ThaiDateField
from khabuan.core.thai import ThaiDate


class Paper(forms.Form):
    on = ThaiDateField(required=False, earliest=dt.date(1900, 1, 1), latest=dt.date(2100, 1, 1))
    born = ThaiDateField(required=False, rough=True)


def read(name: str, *boxes: str, typed: str = "") -> object:
    """The cleaned value, or the Thai sentence of the refusal."""
    data = {f"{name}_{i}": box for i, box in enumerate(boxes)} | {name: typed}
    with translation.override("th"):
        form = Paper(data)
        return form.cleaned_data[name] if form.is_valid() else str(form.errors[name][0])


@pytest.mark.parametrize(
    "boxes",
    [
        ("15", "3", "2566"),
        ("๑๕", "3", "๒๕๖๖"),
        ("15", "3", "66"),
        ("15/3/2566", "", ""),
        ("15 มี.ค. 66", "", ""),
    ],
)
def test_a_date_is_read_from_boxes_as_people_fill_them(boxes: tuple[str, ...]) -> None:
    assert read("on", *boxes) == dt.date(2023, 3, 15)


def test_a_date_typed_whole_is_taken_too() -> None:
    assert read("on", typed="15 มีนาคม 2566") == dt.date(2023, 3, 15)


def test_a_rough_date_may_leave_out_day_and_month() -> None:
    assert read("born", "", "", "2526") == ThaiDate(dt.date(1983, 1, 1), "year")
    assert read("born", "", "3", "2526") == ThaiDate(dt.date(1983, 3, 1), "month")
    assert read("born", "9", "3", "2526") == ThaiDate(dt.date(1983, 3, 9))


@pytest.mark.parametrize(
    ("boxes", "word"),
    [
        (("31", "2", "2526"), "มี 28 วัน"),
        (("", "3", "2526"), "วันที่"),
        (("9", "", "2526"), "เลือกเดือน"),
        (("9", "3", ""), "ปี พ.ศ."),
        (("9", "3", "25266"), "สี่หลัก"),
        (("9", "13", "2566"), "เดือน"),
        (("เมื่อวาน", "", ""), "อ่านเป็นวันที่ไม่ได้"),
        (("9", "3", "2430"), "ย้อนหลัง"),
        (("9", "3", "2660"), "ช้าเกินไป"),
        (("<b>", "3", "2566"), "อ่านเป็นวันที่ไม่ได้"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(boxes: tuple[str, ...], word: str) -> None:
    said = read("on", *boxes)
    assert isinstance(said, str)
    assert word in said


def test_empty_boxes_are_no_date() -> None:
    assert read("on", "", "", "") is None
    assert read("on", "", " ", "") is None


def test_what_was_typed_is_shown_again_escaped() -> None:
    with translation.override("th"):
        html = str(Paper({"on_0": '"><b>', "on_1": "2", "on_2": "2526"})["on"])
    assert '"><b>' not in html
    assert '<option value="2" selected>กุมภาพันธ์</option>' in html
    assert 'value="2526"' in html


def test_the_year_box_speaks_the_era_of_the_page() -> None:
    form = Paper(initial={"on": dt.date(2023, 3, 15)})
    with translation.override("th"):
        assert 'value="2566"' in str(form["on"])
    with translation.override("en"):
        assert 'value="2023"' in str(form["on"])
