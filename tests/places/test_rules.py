from datetime import date

import pytest

from khabuan.places.rules import (
    AreaKind,
    Change,
    ChangeKind,
    Membership,
    Placement,
    change_findings,
    counts_before_after,
    is_within,
    line_on,
    membership_findings,
    path_of_code,
    placement_findings,
    reach,
    successors_of,
    village_step,
)

KINDS = {
    "19": AreaKind.PROVINCE,
    "1901": AreaKind.DISTRICT,
    "1913": AreaKind.DISTRICT,
    "190103": AreaKind.SUBDISTRICT,
    "190104": AreaKind.SUBDISTRICT,
    "191304": AreaKind.SUBDISTRICT,
}
MOVED = date(1996, 12, 5)


def codes(findings):
    return [finding.code for finding in findings]


def test_a_path_reaches_its_children_and_not_its_neighbour():
    assert reach("19.01.") == ("19.01.", "19.01/")
    assert is_within("19.01.05.03.", "19.01.")
    assert is_within("19.01.o12.", "19.01.")
    assert is_within("o12.", "")
    assert not is_within("19.010.", "19.01.")
    assert not is_within("19.02.", "19.01.")


def test_an_open_step_is_refused():
    with pytest.raises(ValueError, match="open step"):
        reach("19.01")


@pytest.mark.parametrize(("code", "path"), [("", ""), ("19", "19."), ("19010503", "19.01.05.03.")])
def test_a_code_gives_its_path(code, path):
    assert path_of_code(code) == path


@pytest.mark.parametrize("code", ["1", "190", "19x1", "๑๙", "1901050301"])
def test_what_is_no_code_gives_no_path(code):
    with pytest.raises(ValueError, match="not an area code"):
        path_of_code(code)


def test_a_moo_beyond_two_digits_has_no_step():
    assert village_step(3) == "03."
    with pytest.raises(ValueError, match="moo"):
        village_step(100)


def test_an_area_may_move_on_the_day_the_old_place_ends():
    rows = [Placement("190103", "1901", None, MOVED), Placement("190103", "1913", MOVED)]
    assert placement_findings(rows, KINDS) == []
    line = {"190103": rows, "1901": [Placement("1901", "19", None)], "1913": [Placement("1913", "19", MOVED)]}
    assert line_on("190103", line, date(1990, 1, 1)) == ["190103", "1901", "19"]
    assert line_on("190103", line, MOVED) == ["190103", "1913", "19"]


def test_two_places_on_one_day_are_found():
    rows = [Placement("190103", "1901", None, date(1996, 12, 6)), Placement("190103", "1913", MOVED)]
    assert codes(placement_findings(rows, KINDS)) == ["placement.two_at_once"]


def test_a_period_that_ends_before_it_begins_is_found():
    rows = [Placement("190103", "1901", MOVED, MOVED)]
    assert codes(placement_findings(rows, KINDS)) == ["placement.empty_period"]


def test_a_level_may_not_be_left_out():
    assert codes(placement_findings([Placement("190103", "19", None)], KINDS)) == ["placement.wrong_level"]


def test_an_unknown_parent_is_found():
    assert codes(placement_findings([Placement("190103", "9999", None)], KINDS)) == ["placement.unknown_area"]


def test_a_circle_is_found_only_while_it_holds():
    circle = [Placement("1901", "1913", None), Placement("1913", "1901", MOVED)]
    assert "placement.circle" in codes(placement_findings(circle, KINDS))
    apart = [Placement("1901", "1913", None, MOVED), Placement("1913", "1901", MOVED)]
    assert "placement.circle" not in codes(placement_findings(apart, KINDS))


def test_zones_of_two_years_may_follow_one_another_but_not_overlap():
    new_year = date(2017, 1, 1)
    follow = [Membership("zone 1", "1901", None, new_year), Membership("zone 2", "1901", new_year)]
    assert membership_findings(follow) == []
    overlap = [Membership("zone 1", "1901", None), Membership("zone 2", "1901", new_year)]
    assert codes(membership_findings(overlap)) == ["group.two_at_once"]
    assert membership_findings(overlap, is_exclusive=False) == []


def change(kind=ChangeKind.SPLIT, old=("190103",), new=("190103", "190104"), reason="ประชากรเพิ่ม"):
    return Change(kind, old, new, MOVED, reason, "เล่มทดสอบ")


def test_a_good_split_has_no_findings_and_counts_before_and_after():
    split = change()
    assert change_findings(split, kinds=KINDS, ended={}) == []
    assert counts_before_after(split, KINDS) == ({AreaKind.SUBDISTRICT: 1}, {AreaKind.SUBDISTRICT: 2})
    assert successors_of(split) == {}


def test_a_merge_names_the_successor_of_what_ends():
    merge = change(ChangeKind.MERGE, ("190103", "190104"), ("190103",))
    assert change_findings(merge, kinds=KINDS, ended={}) == []
    assert successors_of(merge) == {"190104": ("190103",)}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (change(new=("190104",)), "change.shape"),
        (change(ChangeKind.MERGE, ("190103", "190103"), ("190104",)), "change.shape"),
        (change(ChangeKind.RENAME, ("190103",), ("190104",)), "change.shape"),
        (change(reason=" "), "change.no_reason"),
        (change(new=("190104", "1913")), "change.mixed_kinds"),
    ],
)
def test_a_change_out_of_shape_is_found(wrong, code):
    assert codes(change_findings(wrong, kinds=KINDS, ended={})) == [code]


def test_what_has_ended_cannot_change_again():
    assert codes(change_findings(change(), kinds=KINDS, ended={"190103": MOVED})) == ["change.ended"]
    assert change_findings(change(), kinds=KINDS, ended={"190103": date(1996, 12, 6)}) == []
