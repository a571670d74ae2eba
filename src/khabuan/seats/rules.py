"""The arithmetic of entry: cards, passwords, the second step, the throttle, and who may seat whom.

Pure: values in, values out. Findings are codes; `sentences.py` says them in words.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from urllib.parse import quote

from khabuan.access.actor import Role, Span

# ---------- entry cards ----------

# Digits only: they are on every phone's number pad, are read aloud in Thai without spelling, and nobody takes
# an O for a 0. Sixteen of them are 53 bits, which with the throttle is out of reach of guessing.
CARD_DIGITS, CARD_GROUP = 16, 4
CARD_LIFE = timedelta(days=30)
CARD_UNUSED_AFTER = timedelta(days=14)


def new_card_code() -> str:
    """Sixteen random digits."""
    return "".join(secrets.choice("0123456789") for _ in range(CARD_DIGITS))


def shown_card_code(code: str) -> str:
    """As printed: "1234-5678-9012-3456"."""
    return "-".join(code[at : at + CARD_GROUP] for at in range(0, len(code), CARD_GROUP))


def read_card_code(typed: str) -> str:
    """The digits of what was typed, Thai digits, blanks and dashes included; "" when it cannot be a code."""
    digits = "".join(str(unicodedata.digit(letter)) for letter in typed if letter.isdecimal())
    others = re.sub(r"[\d\s.‐-―−-]", "", typed)
    return digits if len(digits) == CARD_DIGITS and not others else ""


def digest_of(secret: str) -> str:
    """How a card's code or a device's token is kept. Both are long and random, so a plain digest is
    enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


# ---------- keys for programs ----------

TOKEN_MARK = "khb_"  # noqa: S105 - so that a key left in a file or a log is known for what it is
TOKEN_DAYS = (30, 90, 365)
MOST_TOKENS = 10


def new_token_code() -> str:
    """A key for a program: 256 random bits behind the mark."""
    return TOKEN_MARK + secrets.token_urlsafe(32)


# ---------- log-in names and passwords ----------

LOGIN_SHORTEST, LOGIN_LONGEST = 3, 60
PASSWORD_SHORTEST, PASSWORD_LONGEST = 10, 200

# What people take when ten letters are asked for: keyboard runs in both layouts, words of the trade.
COMMON_PASSWORDS = frozenset(
    [
        "1234567890",
        "0123456789",
        "0987654321",
        "9876543210",
        "1234512345",
        "1122334455",
        "qwertyuiop",
        "1q2w3e4r5t",
        "asdfghjkl1",
        "password12",
        "password123",
        "passw0rd123",
        "iloveyou12",
        "administrator",
        "admin12345",
        "adminadmin",
        "welcome123",
        "letmein123",
        "khabuan123",
        "khabuan2569",
        "khabuan2570",
        "thailand123",
        "saraburi123",
        "sisaket1234",
        "abcdefghij",
        "abcd123456",
        "abc1234567",
        "กขฃคฅฆงจฉช",
        "รหัสผ่าน123",
        "กองทุนสวัสดิการ",
        "สภาองค์กรชุมชน",
        "ประเทศไทย123",
    ]
)


def plain_login(typed: str) -> str:
    """A log-in name as it is kept and compared: NFKC, without blanks, small letters."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).casefold()


def login_findings(login: str) -> list[str]:
    """What is wrong with a new log-in name (already plain): length, letters, only_digits (a phone's
    shape)."""
    findings = []
    if not LOGIN_SHORTEST <= len(login) <= LOGIN_LONGEST:
        findings.append("login_length")
    if not all(letter in "._-" or unicodedata.category(letter)[0] in "LMN" for letter in login):
        findings.append("login_letters")
    if login and not any(unicodedata.category(letter)[0] == "L" for letter in login):
        findings.append("login_only_digits")
    return findings


def password_findings(password: str, own: Iterable[str] = ()) -> list[str]:
    """What is wrong with a new password. `own`: log-in name, phone, name of the user.

    Length and being unguessable are all that is asked: no required signs, no forced change by the calendar.
    """
    if len(password) < PASSWORD_SHORTEST:
        return ["password_short"]
    if len(password) > PASSWORD_LONGEST:
        return ["password_long"]
    plain = plain_login(password)
    if plain in COMMON_PASSWORDS or len(set(plain)) < 4 or _is_run(plain):
        return ["password_common"]
    mine = [plain_login(word) for word in own]
    if any(len(word) >= 3 and (word in plain and len(word) * 2 >= len(plain)) for word in mine):
        return ["password_own"]
    return []


def _is_run(text: str) -> bool:
    """Whether the text only counts up or down, like 23456789012."""
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


PIN_LENGTHS = range(4, 9)


def plain_pin(typed: str) -> str:
    """A PIN's digits, Thai ones too, from what was typed; "" when anything else is among them."""
    letters = "".join(typed.split())
    if not all(letter.isdecimal() for letter in letters):
        return ""
    return "".join(str(unicodedata.digit(letter)) for letter in letters)


def pin_findings(pin: str) -> list[str]:
    """What is wrong with a new PIN (already plain): its length, or that everybody would try it first."""
    if len(pin) not in PIN_LENGTHS:
        return ["pin_length"]
    if len(set(pin)) == 1 or _is_run(pin):
        return ["pin_easy"]
    return []


# ---------- the second step: TOTP, RFC 6238 ----------

STEP_SECONDS, CODE_DIGITS, STEPS_OFF = 30, 6, 1


def new_totp_secret() -> str:
    """160 random bits in base32, as authenticator programs take them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(instant: datetime) -> int:
    return int(instant.timestamp()) // STEP_SECONDS


def totp_code(secret: str, step: int) -> str:
    """RFC 4226 over the step number, SHA-1, six digits."""
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), "sha1")
    at = mac[-1] & 15
    number: int = struct.unpack(">I", mac[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def matching_step(secret: str, typed: str, instant: datetime, *, after: int) -> int | None:
    """The step whose code was typed, one either side of now allowed; None for a wrong code.

    A step not after `after` (the last one taken) never matches, so an overseen code cannot be used again.
    """
    code = "".join(str(unicodedata.digit(letter)) for letter in typed if letter.isdecimal())
    now, found = step_of(instant), None
    for step in range(now - STEPS_OFF, now + STEPS_OFF + 1):
        if hmac.compare_digest(totp_code(secret, step), code) and step > after:
            found = step
    return found


def totp_uri(secret: str, *, login: str, issuer: str) -> str:
    """What the QR code says to an authenticator program."""
    label = quote(f"{issuer}:{login}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(issuer)}&digits={CODE_DIGITS}&period={STEP_SECONDS}"


# ---------- the throttle ----------

FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
LOGIN_MEMORY, ADDRESS_MEMORY = timedelta(days=1), timedelta(hours=1)
ADDRESS_LOGINS = 40  # a whole meeting on one router makes fewer slips that stay unmended within the hour
ADDRESS_CARDS = 30
NO_WAIT = timedelta(0)


def login_wait(failures: Sequence[datetime], now: datetime) -> timedelta:
    """How long this log-in still waits. Five slips are free, then 1 minute after each, doubling to 15.

    `failures` are the unmended ones (a success forgets them) in any order; those of a day ago count no more.
    """
    recent = [at for at in failures if now - at < LOGIN_MEMORY]
    if len(recent) < FREE_TRIES:
        return NO_WAIT
    longer: int = 2 ** min(len(recent) - FREE_TRIES, 10)
    return max(max(recent) + min(FIRST_WAIT * longer, LONGEST_WAIT) - now, NO_WAIT)


def address_wait(count: int, limit: int, last: datetime | None, now: datetime) -> timedelta:
    """How long an address waits once `count` things have failed from it within the hour: 15 minutes after
    each.

    What is counted is *distinct* log-ins, or wrong card codes. A village shares one address, so a person who
    types a password wrong ten times is one log-in, not ten; and a success takes that log-in out of the count.
    """
    if last is None or count < limit:
        return NO_WAIT
    return max(last + LONGEST_WAIT - now, NO_WAIT)


def minutes(wait: timedelta) -> int:
    """A wait in whole minutes, rounded up, as it is told to people."""
    return -(-int(wait.total_seconds()) // 60)


# ---------- sessions ----------

IDLE_SHARED, IDLE_OWN = timedelta(minutes=30), timedelta(days=60)
HALF_ENTRY = timedelta(minutes=10)  # between card and password
CODE_ROLES = frozenset({Role.NATION, Role.REGION, Role.PROVINCE})  # seats of province and above: second step


def needs_code(roles: Iterable[str]) -> bool:
    """Whether one of these seats asks for the second step."""
    return any(role in CODE_ROLES for role in roles)


_DEVICES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
    ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str:
    """A word by which the owner knows the machine again; "" when the browser does not tell."""
    return next((name for mark, name in _DEVICES if mark in user_agent), "")


# ---------- who may seat whom, and where ----------


class Level(StrEnum):
    """Where a seat can stand."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    ZONE = "zone"
    GROUP = "group"  # provincial cluster, the movement's group, CODI region
    COUNCIL = "council"
    FUND = "fund"
    BRANCH = "branch"  # fund branch, village centre
    AGENCY = "agency"


LEVELS: dict[Role, frozenset[Level]] = {
    Role.NATION: frozenset({Level.NATION}),
    Role.REGION: frozenset({Level.GROUP}),
    Role.PROVINCE: frozenset({Level.PROVINCE}),
    Role.COORDINATOR: frozenset({Level.ZONE, Level.DISTRICT}),
    Role.SECRETARY: frozenset({Level.COUNCIL}),
    Role.TREASURER: frozenset({Level.FUND}),
    Role.CHAIR: frozenset({Level.FUND}),
    Role.COLLECTOR: frozenset({Level.FUND, Level.BRANCH}),
    Role.AUDITOR: frozenset(
        {Level.NATION, Level.PROVINCE, Level.DISTRICT, Level.ZONE, Level.GROUP, Level.COUNCIL, Level.FUND}
    ),
    Role.AGENCY: frozenset({Level.NATION, Level.PROVINCE, Level.DISTRICT, Level.SUBDISTRICT, Level.AGENCY}),
}

_FUND_ROLES = frozenset({Role.TREASURER, Role.CHAIR, Role.COLLECTOR})
_LOCAL_ROLES = _FUND_ROLES | {Role.SECRETARY}
_PROVINCE_GIVES = _LOCAL_ROLES | {Role.COORDINATOR, Role.AUDITOR, Role.AGENCY}
_REGION_GIVES = _PROVINCE_GIVES | {Role.PROVINCE}
_NATION_GIVES = _REGION_GIVES | {Role.REGION}

# The highest office of an installation has no office above it: it gives its own colleagues their seats. A
# province that runs its own computer has several clerks; so have the region's and the nation's.
GRANTS: dict[Role, frozenset[Role]] = {
    Role.SYSTEM: _NATION_GIVES | {Role.NATION},
    Role.NATION: _NATION_GIVES | {Role.NATION},
    Role.REGION: _REGION_GIVES | {Role.REGION},
    Role.PROVINCE: _PROVINCE_GIVES | {Role.PROVINCE},
    Role.COORDINATOR: _LOCAL_ROLES,
    Role.SECRETARY: _FUND_ROLES,
}


def may_seat(giver: Role, role: Role) -> bool:
    """Whether one office may give, end or re-enter another: below its own rank, or a colleague (`GRANTS`)."""
    return role in GRANTS.get(giver, frozenset())


def roles_for(giver: Role, level: Level) -> list[Role]:
    """The offices that one may give at a place of this level, in the order of the offices."""
    return [role for role in Role if may_seat(giver, role) and level in LEVELS[role]]


def lies_within(inner: Iterable[Span], outer: Sequence[Span]) -> bool:
    """Whether every inner span lies in one of the outer ones."""
    return all(any(wide.low <= span.low and span.high <= wide.high for wide in outer) for span in inner)


@dataclass(frozen=True)
class ReachFacts:
    """What a seat's reach is made of, as of one day. Paths; None where the seat has no such thing."""

    role: Role
    area: str
    group: tuple[str, ...] | None = None
    organisation: str | None = None
    covers: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def spans_of(facts: ReachFacts) -> tuple[Span, ...]:
    """The spans of a seat: its area, the areas of its group today, or its organisation's node.

    A fund's officers reach its branches and village centres, wherever they stand; a zone's coordinator the zone's own
    working group, which stands at the province; a council secretary the council area's places, an agency seat the
    area of its agency.
    """
    if facts.group is not None:
        return tuple(Span.of(path) for path in (*facts.group, *facts.parts))
    if facts.organisation is None or facts.role == Role.AGENCY:
        return (Span.of(facts.area),)
    covers = facts.covers if facts.role == Role.SECRETARY else ()
    return (Span.of(facts.organisation), *(Span.of(path) for path in (*facts.parts, *covers)))
