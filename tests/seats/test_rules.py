from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from khabuan.access.actor import Role, Span
from khabuan.seats import rules
from khabuan.seats.rules import Level, ReachFacts

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


def ago(*minutes: float) -> list[datetime]:
    return [NOW - timedelta(minutes=each) for each in minutes]


# ---------- cards ----------


def test_a_card_code_has_more_than_fifty_bits_and_no_two_are_alike():
    codes = {rules.new_card_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(len(code) == 16 and code.isdecimal() for code in codes)
    assert 10**16 > 2**50


@pytest.mark.parametrize(
    "typed",
    [
        "1234-5678-9012-3456",
        "1234567890123456",
        " 1234 5678 9012 3456 ",
        "๑๒๓๔-๕๖๗๘-๙๐๑๒-๓๔๕๖",
        "1234–5678–9012–3456",
    ],
)
def test_a_card_code_is_read_as_people_type_it(typed):
    assert rules.read_card_code(typed) == "1234567890123456"


@pytest.mark.parametrize(
    "typed", ["", "1234", "1234-5678-9012-345", "1234-5678-9012-34567", "1234-5678-9012-345O", "x" * 9999]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert rules.read_card_code(typed) == ""


def test_the_printed_code_reads_back():
    code = rules.new_card_code()
    assert rules.read_card_code(rules.shown_card_code(code)) == code


# ---------- names and passwords ----------


def test_log_in_names_are_compared_without_case_and_blanks():
    assert rules.plain_login("  Somsri.N ") == "somsri.n" == rules.plain_login("ＳＯＭＳＲＩ.Ｎ")
    assert rules.login_findings("สมศรี.ดาวเรือง") == []


@pytest.mark.parametrize(
    ("login", "finding"),
    [
        ("ab", "login_length"),
        ("a" * 61, "login_length"),
        ("a@b.c", "login_letters"),
        ("0812345678", "login_only_digits"),
    ],
)
def test_a_bad_log_in_name_says_why(login, finding):
    assert finding in rules.login_findings(login)


@pytest.mark.parametrize(
    ("password", "finding"),
    [
        ("short1234", "password_short"),
        ("x" * 201, "password_long"),
        ("Password123", "password_common"),
        ("aaaaaaaaaaaa", "password_common"),
        ("23456789012", "password_common"),
        ("9876543210987", "password_common"),
        ("treasurer-19", "password_own"),
    ],
)
def test_a_weak_password_says_why(password, finding):
    assert rules.password_findings(password, ("treasurer-19", "สมศรี ใจดี")) == [finding]


@pytest.mark.parametrize("password", ["ข้าวเหนียวมะม่วง", "correct horse battery", "ฝนตกที่แก่งคอย 2 วัน"])
def test_a_sentence_is_a_good_password(password):
    assert rules.password_findings(password, ("treasurer-19", "สมศรี")) == []


# ---------- the second step ----------

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890", RFC 6238 appendix B


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds, code):
    assert rules.totp_code(RFC_SECRET, seconds // 30) == code


def test_a_code_counts_one_step_either_side_and_never_twice():
    step = rules.step_of(NOW)
    for off, wanted in ((-2, None), (-1, step - 1), (0, step), (1, step + 1), (2, None)):
        typed = rules.totp_code(RFC_SECRET, step + off)
        assert rules.matching_step(RFC_SECRET, typed, NOW, after=0) == wanted
    now = rules.totp_code(RFC_SECRET, step)
    assert rules.matching_step(RFC_SECRET, now, NOW, after=step) is None
    assert rules.matching_step(RFC_SECRET, now, NOW, after=step - 1) == step


def test_a_code_may_be_typed_with_a_blank_or_in_thai_digits():
    step = rules.step_of(NOW)
    code = rules.totp_code(RFC_SECRET, step)
    thai = code.translate({ord(str(n)): "๐๑๒๓๔๕๖๗๘๙"[n] for n in range(10)})
    assert rules.matching_step(RFC_SECRET, f"{code[:3]} {code[3:]}", NOW, after=0) == step
    assert rules.matching_step(RFC_SECRET, thai, NOW, after=0) == step
    assert rules.matching_step(RFC_SECRET, "", NOW, after=0) is None


# ---------- the throttle ----------


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [
        ([], 0),
        ([0] * 4, 0),
        ([0] * 5, 1),
        ([0] * 6, 2),
        ([0] * 7, 4),
        ([0] * 8, 8),
        ([0] * 9, 15),
        ([0] * 500, 15),
    ],
)
def test_a_log_in_waits_longer_with_each_slip_up_to_a_quarter_hour(failures, minutes):
    assert rules.login_wait(ago(*failures), NOW) == timedelta(minutes=minutes)


def test_the_wait_runs_from_the_last_slip_and_yesterday_is_forgotten():
    assert rules.login_wait(ago(0.5, 9, 9, 9, 9), NOW) == timedelta(seconds=30)
    assert rules.login_wait(ago(2, 9, 9, 9, 9), NOW) == timedelta(0)
    assert rules.login_wait(ago(*[25 * 60] * 50), NOW) == timedelta(0)


def test_an_address_waits_only_at_its_limit():
    assert rules.address_wait(39, 40, NOW, NOW) == timedelta(0)
    assert rules.address_wait(40, 40, NOW, NOW) == timedelta(minutes=15)
    assert rules.address_wait(40, 40, NOW - timedelta(minutes=14, seconds=30), NOW) == timedelta(seconds=30)
    assert rules.minutes(timedelta(seconds=61)) == 2


# ---------- who seats whom ----------


def test_nobody_gives_an_office_above_and_only_those_with_none_above_them_here_give_their_own():
    rank = [Role.NATION, Role.REGION, Role.PROVINCE, Role.COORDINATOR, Role.SECRETARY]
    for at, giver in enumerate(rank):
        assert not any(rules.may_seat(giver, role) for role in rank[:at])
        assert rules.may_seat(giver, giver) == (giver in rules.CODE_ROLES)
        assert all(rules.may_seat(giver, role) for role in (Role.TREASURER, Role.CHAIR, Role.COLLECTOR))
    for giver in (Role.TREASURER, Role.CHAIR, Role.COLLECTOR, Role.AUDITOR, Role.AGENCY, Role.PUBLIC):
        assert not any(rules.may_seat(giver, role) for role in Role)


def test_nobody_seats_the_program_or_the_public():
    assert not any(rules.may_seat(giver, role) for giver in Role for role in (Role.SYSTEM, Role.PUBLIC))


@pytest.mark.parametrize(
    ("giver", "level", "roles"),
    [
        (Role.PROVINCE, Level.FUND, [Role.TREASURER, Role.CHAIR, Role.COLLECTOR, Role.AUDITOR]),
        (Role.PROVINCE, Level.ZONE, [Role.COORDINATOR, Role.AUDITOR]),
        (Role.PROVINCE, Level.PROVINCE, [Role.PROVINCE, Role.AUDITOR, Role.AGENCY]),
        (Role.SECRETARY, Level.COUNCIL, []),
        (Role.REGION, Level.PROVINCE, [Role.PROVINCE, Role.AUDITOR, Role.AGENCY]),
        (Role.TREASURER, Level.FUND, []),
    ],
)
def test_which_offices_one_gives_at_a_place(giver, level, roles):
    assert rules.roles_for(giver, level) == roles


@pytest.mark.parametrize(
    ("facts", "paths"),
    [
        (ReachFacts(Role.NATION, ""), [""]),
        (ReachFacts(Role.PROVINCE, "19."), ["19."]),
        (ReachFacts(Role.COORDINATOR, "19.", group=("19.01.", "19.03.")), ["19.01.", "19.03."]),
        (ReachFacts(Role.COORDINATOR, "19.", group=()), []),
        (
            ReachFacts(Role.COORDINATOR, "19.", group=("19.01.",), parts=("19.o6.",)),
            ["19.01.", "19.o6."],
        ),
        (
            ReachFacts(Role.SECRETARY, "19.01.05.", None, "19.01.05.o7.", ("19.01.05.",)),
            ["19.01.05.o7.", "19.01.05."],
        ),
        (ReachFacts(Role.TREASURER, "19.01.05.", None, "19.01.05.o8.", ("19.01.05.",)), ["19.01.05.o8."]),
        (
            ReachFacts(Role.TREASURER, "19.01.05.", None, "19.01.05.o8.", (), ("19.01.05.02.o9.",)),
            ["19.01.05.o8.", "19.01.05.02.o9."],
        ),
        (ReachFacts(Role.AGENCY, "19.", None, "19.o9."), ["19."]),
    ],
)
def test_what_a_seat_reaches(facts, paths):
    assert rules.spans_of(facts) == tuple(Span.of(path) for path in paths)


def test_a_reach_lies_within_another_only_as_a_whole():
    province = [Span.of("19.")]
    assert rules.lies_within([Span.of("19."), Span.of("19.01.")], province)
    assert not rules.lies_within([Span.of("19.01."), Span.of("33.")], province)
    assert not rules.lies_within([Span.of("")], province)
    assert not rules.lies_within([Span.of("1.")], province)
