"""Is this the same person twice? A score with its reasons, and keys that find the pairs worth comparing.

Knows no citizen number and no telephone number: only their keyed equality tokens. Names come as search keys
(tone-insensitive, no titles) and sound-alike keys, both made by `core.thai` where the person is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from khabuan.core.thai import edits, name_part, search_key
from khabuan.core.words import Word
from khabuan.core.words import mark as _

SURE = 85
"""From this score on two records are offered for merging at the head of the list."""
POSSIBLE = 60
"""From this score on a person is asked; below it nothing is shown."""
CROWD = 200
"""A blocking key shared by more persons than this says nothing and is passed over."""


class Verdict(Word):
    SURE = "sure", _("Very likely the same person")
    POSSIBLE = "possible", _("Perhaps the same person")
    DIFFERENT = "different", _("Different persons")


class ReasonCode(Word):
    """Why a pair scores as it does; the label is the sentence shown beside the two records."""

    CITIZEN_SAME = "citizen_same", _("The citizen number is the same.")
    CITIZEN_SAME_NAME_DIFFERS = (
        "citizen_same_name_differs",
        _("The citizen number is the same but the name is not."),
    )
    CITIZEN_DIFFERS = "citizen_differs", _("Both citizen numbers are valid and they differ.")
    GIVEN_SAME = "given_same", _("The first name is the same.")
    GIVEN_SLIP = "given_slip", _("The first names differ by a slip of typing.")
    GIVEN_SOUND = "given_sound", _("The first names sound alike.")
    GIVEN_DIFFERS = "given_differs", _("The first names differ.")
    SURNAME_SAME = "surname_same", _("The surname is the same.")
    SURNAME_FORMER = "surname_former", _("The surname is a former surname of the other.")
    SURNAME_SLIP = "surname_slip", _("The surnames differ by a slip of typing.")
    SURNAME_SOUND = "surname_sound", _("The surnames sound alike.")
    SURNAME_DIFFERS = "surname_differs", _("The surnames differ.")
    BIRTH_SAME_DAY = "birth_same_day", _("The date of birth is the same.")
    BIRTH_SAME_MONTH = "birth_same_month", _("The month and year of birth are the same.")
    BIRTH_SAME_YEAR = "birth_same_year", _("The year of birth is the same.")
    BIRTH_SWAPPED = "birth_swapped", _("Day and month of birth are swapped.")
    BIRTH_543 = "birth_543", _("The years of birth are 543 years apart.")
    BIRTH_DIFFERS = "birth_differs", _("The dates of birth differ.")
    PHONE_SAME = "phone_same", _("The telephone number is the same.")
    SAME_VILLAGE = "same_village", _("Both live in the same village.")
    SAME_TAMBON = "same_tambon", _("Both live in the same tambon.")
    SAME_HOUSEHOLD = "same_household", _("Both are in the same household.")
    SHARED_BODY = "shared_body", _("Both hold posts in the same organisation.")
    SEX_DIFFERS = "sex_differs", _("The sex differs.")


POINTS: Mapping[ReasonCode, int] = MappingProxyType(
    {
        ReasonCode.CITIZEN_SAME: 60,
        ReasonCode.CITIZEN_SAME_NAME_DIFFERS: 60,
        ReasonCode.CITIZEN_DIFFERS: -50,
        ReasonCode.GIVEN_SAME: 30,
        ReasonCode.GIVEN_SLIP: 20,
        ReasonCode.GIVEN_SOUND: 20,
        ReasonCode.GIVEN_DIFFERS: -40,
        ReasonCode.SURNAME_SAME: 30,
        ReasonCode.SURNAME_FORMER: 26,
        ReasonCode.SURNAME_SLIP: 20,
        ReasonCode.SURNAME_SOUND: 20,
        ReasonCode.SURNAME_DIFFERS: -10,
        ReasonCode.BIRTH_SAME_DAY: 25,
        ReasonCode.BIRTH_SAME_MONTH: 15,
        ReasonCode.BIRTH_SAME_YEAR: 8,
        ReasonCode.BIRTH_SWAPPED: 18,
        ReasonCode.BIRTH_543: 18,
        ReasonCode.BIRTH_DIFFERS: -25,
        ReasonCode.PHONE_SAME: 12,
        ReasonCode.SAME_VILLAGE: 10,
        ReasonCode.SAME_TAMBON: 6,
        ReasonCode.SAME_HOUSEHOLD: 6,
        ReasonCode.SHARED_BODY: 8,
        ReasonCode.SEX_DIFFERS: -10,
    }
)
"""What each reason is worth. Equal full names alone reach POSSIBLE: Thai surnames are rarely shared by
strangers; with the day of birth they reach SURE. A whole family in one house and one telephone stays below
POSSIBLE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person as the comparison sees it. Empty or None means not known, and never counts for or against.

    `citizen` and `phones` are equality tokens; `citizen_is_valid` says that the check digit was right.
    `tambon` and `village` are area paths; `bodies` the organisations in which the person has or had a post.
    """

    key: int
    given: str
    surname: str = ""
    given_sound: str = ""
    surname_sound: str = ""
    former_surnames: frozenset[str] = frozenset()
    sex: str = ""
    born_on: date | None = None
    born_precision: str = "day"
    citizen: str = ""
    citizen_is_valid: bool = False
    phones: frozenset[str] = frozenset()
    tambon: str = ""
    village: str = ""
    household: int | None = None
    bodies: frozenset[int] = frozenset()

    @classmethod
    def written(
        cls, *, key: int, given: str, surname: str = "", former_surname: str = "", path: str = "", sex: str = "",
        born_on: date | None = None, born_precision: str = "day", citizen: str = "", citizen_is_valid: bool = False,
        phones: frozenset[str] = frozenset(),
    ) -> PersonFacts:  # fmt: skip
        """From names as they are written and the path of the place where the person lives."""
        first, last = name_part(given), name_part(surname)
        former = search_key(former_surname) if former_surname else ""
        tambon, village = _place(path)
        return cls(
            key=key, given=first.search, given_sound=first.sound, surname=last.search, surname_sound=last.sound,
            former_surnames=frozenset((former,)) if former else frozenset(), tambon=tambon, village=village, sex=sex,
            born_on=born_on, born_precision=born_precision, citizen=citizen,
            citizen_is_valid=citizen_is_valid, phones=phones,
        )  # fmt: skip


@lru_cache(maxsize=1024)
def _place(path: str) -> tuple[str, str]:
    """The tambon and the village of a place's path, "" where the place is a wider one."""
    steps = path.split(".")[:-1]
    tambon = "".join(f"{step}." for step in steps[:3]) if len(steps) >= 3 else ""
    return tambon, path if len(steps) >= 4 else ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, what it is worth, and what it is about (a pair of names, dates as ISO): never a number of
    a person."""

    code: Word
    points: int
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two persons are, 0..100, and why, the weightiest reason first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def verdict(self) -> Verdict:
        if self.score >= SURE:
            return Verdict.SURE
        return Verdict.POSSIBLE if self.score >= POSSIBLE else Verdict.DIFFERENT


def likeness(a: PersonFacts, b: PersonFacts) -> Likeness:
    """How likely two records are one person. Symmetric in score and reasons.

    A shared citizen number is always at least POSSIBLE: either one person, or a number that is wrong once.
    """
    given, surname = _given(a, b), _surname(a, b)
    found = [given, surname, _citizen(a, b, given, surname), _birth(a, b), *_surroundings(a, b)]
    reasons = sorted(
        (reason for reason in found if reason), key=lambda reason: (-abs(reason.points), reason.code)
    )
    score = max(0, min(100, sum(reason.points for reason in reasons)))
    if a.citizen and a.citizen == b.citizen:
        score = max(score, POSSIBLE)
    return Likeness(score, tuple(reasons))


def could_be_alike(a: PersonFacts, b: PersonFacts) -> bool:
    """Whether the likeness may reach POSSIBLE, told quickly: names that differ are taken for a slip of typing."""
    if a.citizen and a.citizen == b.citizen:
        return True
    points = sum(reason.points for reason in (_citizen(a, b, None, None), _birth(a, b)) if reason)
    points += sum(reason.points for reason in _surroundings(a, b))
    if a.given and b.given:
        points += POINTS[ReasonCode.GIVEN_SAME if a.given == b.given else ReasonCode.GIVEN_SLIP]
    if a.surname and b.surname:
        is_same = a.surname == b.surname
        is_former = bool(a.former_surnames or b.former_surnames)
        points += POINTS[
            ReasonCode.SURNAME_SAME if is_same
            else ReasonCode.SURNAME_FORMER if is_former
            else ReasonCode.SURNAME_SLIP
        ]  # fmt: skip
    return points >= POSSIBLE


def _reason(code: ReasonCode, *values: str) -> Reason:
    return Reason(code, POINTS[code], values)


def _pair(one: str, other: str) -> tuple[str, ...]:
    return tuple(sorted((one, other)))


def _given(a: PersonFacts, b: PersonFacts) -> Reason | None:
    if not a.given or not b.given:
        return None
    if a.given == b.given:
        return _reason(ReasonCode.GIVEN_SAME, a.given)
    names = _pair(a.given, b.given)
    if is_slip(a.given, b.given):
        return _reason(ReasonCode.GIVEN_SLIP, *names)
    if a.given_sound and a.given_sound == b.given_sound:
        return _reason(ReasonCode.GIVEN_SOUND, *names)
    return _reason(ReasonCode.GIVEN_DIFFERS, *names)


def _surname(a: PersonFacts, b: PersonFacts) -> Reason | None:
    if not a.surname or not b.surname:
        return None
    if a.surname == b.surname:
        return _reason(ReasonCode.SURNAME_SAME, a.surname)
    names = _pair(a.surname, b.surname)
    if ({a.surname} | a.former_surnames) & ({b.surname} | b.former_surnames):
        return _reason(ReasonCode.SURNAME_FORMER, *names)
    if is_slip(a.surname, b.surname):
        return _reason(ReasonCode.SURNAME_SLIP, *names)
    if a.surname_sound and a.surname_sound == b.surname_sound:
        return _reason(ReasonCode.SURNAME_SOUND, *names)
    return _reason(ReasonCode.SURNAME_DIFFERS, *names)


def _citizen(a: PersonFacts, b: PersonFacts, given: Reason | None, surname: Reason | None) -> Reason | None:
    if not a.citizen or not b.citizen:
        return None
    if a.citizen == b.citizen:
        # A woman who married keeps her number and her first name: only a different first name is strange.
        strange = given is not None and given.code is ReasonCode.GIVEN_DIFFERS
        return _reason(ReasonCode.CITIZEN_SAME_NAME_DIFFERS if strange else ReasonCode.CITIZEN_SAME)
    # A mistyped number fails its check digit ten times in eleven, so it says nothing against.
    both_valid = a.citizen_is_valid and b.citizen_is_valid
    return _reason(ReasonCode.CITIZEN_DIFFERS) if both_valid else None


def _birth(a: PersonFacts, b: PersonFacts) -> Reason | None:
    if a.born_on is None or b.born_on is None:
        return None
    values = _pair(a.born_on.isoformat(), b.born_on.isoformat())
    years_apart = abs(a.born_on.year - b.born_on.year)
    coarsest = _coarsest(a.born_precision, b.born_precision)
    same_month = a.born_on.month == b.born_on.month or coarsest == "year"
    same_day = a.born_on.day == b.born_on.day or coarsest != "day"
    if years_apart == 543 and same_month and same_day:
        return _reason(ReasonCode.BIRTH_543, *values)
    if years_apart == 0:
        return _within_year(a.born_on, b.born_on, coarsest, values)
    return _reason(ReasonCode.BIRTH_DIFFERS, *values) if years_apart > 1 else None


def _within_year(one: date, other: date, coarsest: str, values: tuple[str, ...]) -> Reason | None:
    if coarsest == "year":
        return _reason(ReasonCode.BIRTH_SAME_YEAR, *values)
    if one.month == other.month:
        if coarsest == "day" and one.day == other.day:
            return _reason(ReasonCode.BIRTH_SAME_DAY, *values)
        return _reason(ReasonCode.BIRTH_SAME_MONTH, *values)
    if coarsest == "day" and (one.day, one.month) == (other.month, other.day):
        return _reason(ReasonCode.BIRTH_SWAPPED, *values)
    return _reason(ReasonCode.BIRTH_SAME_YEAR, *values)


def _coarsest(one: str, other: str) -> str:
    order = ("day", "month", "year")
    return max(one, other, key=order.index)


def _surroundings(a: PersonFacts, b: PersonFacts) -> Iterator[Reason]:
    if a.phones & b.phones:
        yield _reason(ReasonCode.PHONE_SAME)
    if a.village and a.village == b.village:
        yield _reason(ReasonCode.SAME_VILLAGE, a.village)
    elif a.tambon and a.tambon == b.tambon:
        yield _reason(ReasonCode.SAME_TAMBON, a.tambon)
    if a.household is not None and a.household == b.household:
        yield _reason(ReasonCode.SAME_HOUSEHOLD)
    if a.bodies & b.bodies:
        yield _reason(ReasonCode.SHARED_BODY, *(str(body) for body in sorted(a.bodies & b.bodies)))
    if a.sex and b.sex and a.sex != b.sex:
        yield _reason(ReasonCode.SEX_DIFFERS)


def is_slip(one: str, other: str) -> bool:
    """Whether two different names may be one name mistyped: one letter put, left out, changed or swapped;
    two in names of eight letters and more. Short names (under three letters) are never slips of each
    other."""
    shorter = min(len(one), len(other))
    if shorter < 3 or one == other:
        return False
    allowed = 2 if shorter >= 8 else 1
    return abs(len(one) - len(other)) <= allowed and edits(one, other, allowed) <= allowed


def blocking_keys(person: PersonFacts) -> frozenset[str]:
    """Texts to index: two records that may be one person nearly always share one of them.

    They allow one part of the name to be wrong as long as another part with the day or year of birth, the
    tambon, the telephone or the citizen number holds. Years are taken mod 543, so that พ.ศ. typed as ค.ศ.
    still meets.
    """
    given, surname = person.given_sound or person.given, person.surname_sound or person.surname
    keys = [f"p:{phone}" for phone in person.phones]
    if person.citizen:
        keys.append(f"c:{person.citizen}")
    if given and surname:
        keys.append(f"n:{given}|{surname}")
    if person.tambon and given:
        keys.append(f"g:{given}|{person.tambon}")
    if person.tambon and surname:
        keys.append(f"f:{surname}|{person.given[:1]}|{person.tambon}")
    born = person.born_on
    if born is not None and given:
        keys.append(f"y:{given}|{born.year % 543}")
    if born is not None and surname and person.born_precision == "day":
        low, high = sorted((born.day, born.month))
        keys.append(f"d:{surname}|{born.year % 543}|{low}-{high}")
    return frozenset(keys)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of person keys to compare, smaller key first, and the blocking keys passed over as too
    crowded."""

    pairs: tuple[tuple[int, int], ...]
    crowded: tuple[tuple[str, int], ...] = ()


def candidate_pairs(people: Iterable[PersonFacts], *, crowd: int = CROWD) -> Candidates:
    """All pairs that share a blocking key of at most `crowd` persons: work grows with the persons, not their
    square.

    Crowded keys are named, so that nothing is dropped in silence.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for person in people:
        for key in blocking_keys(person):
            holders[key].append(person.key)
    pairs: set[tuple[int, int]] = set()
    crowded: Counter[str] = Counter()
    for key, members in holders.items():
        if len(members) > crowd:
            crowded[key] = len(members)
            continue
        pairs.update((min(pair), max(pair)) for pair in combinations(members, 2))
    return Candidates(tuple(sorted(pairs)), tuple(crowded.most_common()))
