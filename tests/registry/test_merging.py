"""Merging two records of one person: which value wins, what is kept, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.registry.rules.merging import (
    FieldValue,
    Record,
    Why,
    apply_plan,
    merge_plan,
    undo_plan,
)


def record(key, **fields):
    return Record(
        key, {name: v if isinstance(v, FieldValue) else FieldValue(v) for name, v in fields.items()}
    )


def choice(plan, field):
    return next(c for c in plan.choices if c.field == field)


def test_a_value_beats_none():
    plan = merge_plan(record(1, phone=""), record(2, phone="token"))
    assert (choice(plan, "phone").from_key, choice(plan, "phone").why) == (2, Why.ONLY_ONE)
    assert plan.changes == {"phone": FieldValue("token")}


def test_an_exacter_date_beats_a_coarser_one():
    coarse, exact = FieldValue("1970-01-01", "year"), FieldValue("1970-04-12")
    assert merge_plan(record(1, born_on=coarse), record(2, born_on=exact)).changes == {"born_on": exact}
    plan = merge_plan(record(1, born_on=exact), record(2, born_on=coarse))
    assert (plan.changes, plan.doubtful) == ({}, ())


def test_an_exacter_date_of_another_year_is_doubtful():
    coarse, exact = FieldValue("1971-01-01", "year"), FieldValue("1970-04-12")
    assert merge_plan(record(1, born_on=exact), record(2, born_on=coarse)).doubtful == ("born_on",)


def test_a_checked_value_beats_an_unchecked_one_but_stays_doubtful():
    plan = merge_plan(record(1, citizen=FieldValue("a")), record(2, citizen=FieldValue("b", checked=True)))
    assert choice(plan, "citizen").why is Why.CHECKED
    assert plan.doubtful == ("citizen",)


def test_the_lost_surname_stays_as_an_alias():
    plan = merge_plan(record(1, given="ทดสอบ", surname="ใหม่"), record(2, given="ทดสอบ", surname="เดิม"))
    assert plan.aliases == (("surname", "เดิม"),)
    assert plan.changes == {}


def test_what_a_person_chose_wins_and_is_doubtful_no_more():
    plan = merge_plan(record(1, surname="ใหม่"), record(2, surname="เดิม"), {"surname": 2})
    assert plan.changes == {"surname": FieldValue("เดิม")}
    assert (plan.aliases, plan.doubtful) == ((("surname", "ใหม่"),), ())


def test_undo_leaves_alone_what_was_changed_since():
    keep = record(1, surname="ใหม่", phone="")
    plan = merge_plan(keep, record(2, surname="เดิม", phone="token"), {"surname": 2})
    merged = apply_plan(plan, keep.fields)
    merged["surname"] = FieldValue("แก้ทีหลัง")
    fields, later = undo_plan(plan, merged)
    assert (fields["surname"].text, fields["phone"].text, later) == ("แก้ทีหลัง", "", ("surname",))


def test_a_record_is_not_merged_with_itself_nor_by_a_strangers_choice():
    with pytest.raises(ValueError, match="itself"):
        merge_plan(record(1), record(1))
    with pytest.raises(ValueError, match="neither"):
        merge_plan(record(1), record(2), {"surname": 3})


VALUES = st.builds(
    FieldValue, st.sampled_from(["", "a", "b"]), st.sampled_from(["day", "month", "year"]), st.booleans()
)
FIELDS = st.dictionaries(st.sampled_from(["title", "given", "surname", "born_on", "citizen"]), VALUES)


@given(FIELDS, FIELDS, st.dictionaries(st.sampled_from(["title", "born_on"]), st.sampled_from([1, 2])))
def test_nothing_is_lost_and_undo_goes_all_the_way_back(mine, other, chosen):
    keep, drop = Record(1, mine), Record(2, other)
    plan = merge_plan(keep, drop, chosen)
    merged = apply_plan(plan, mine)
    for field, value in {**mine, **other}.items():
        won = merged.get(field, FieldValue())
        assert won in (keep.value(field), drop.value(field))
        assert won.text or not value.text or field in chosen
    back, later = undo_plan(plan, merged)
    assert later == ()
    assert all(back.get(field, FieldValue()) == keep.value(field) for field in merged)
