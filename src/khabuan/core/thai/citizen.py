"""The 13-digit citizen number (เลขประจำตัวประชาชน): reading, checking and covering it.

Real lists hold numbers of 12 digits and wrong check digits, so what is wrong is a finding, never an
exception: warn, allow, flag.  The right check digit is never told, or the check would invent numbers.
"""

import re
from dataclasses import dataclass, field
from operator import mul
from typing import Literal, Self

from khabuan.core.thai.text import cell_text, tidy, to_arabic_digits

CitizenFinding = Literal["empty", "not_digits", "length", "first_digit", "check_digit"]

_SEPARATORS = re.compile(r"[\s.\-‐-―−_]+")
_LONGEST = 40  # what is kept of a text that is no number at all


_WEIGHTS = tuple(range(13, 1, -1))
_OFFSET = ord("0") * sum(_WEIGHTS)


def _check_digit(first_twelve: str) -> int:
    weighted: int = sum(map(mul, first_twelve.encode(), _WEIGHTS)) - _OFFSET
    return (11 - weighted % 11) % 10


def _grouped(thirteen: str) -> str:
    return "-".join((thirteen[0], thirteen[1:5], thirteen[5:10], thirteen[10:12], thirteen[12]))


@dataclass(frozen=True)
class CitizenNumber:
    """A number as it was given, without separators, and what is wrong with it.

    `repr` and `str` are covered, so that a number does not end up in a log by accident.
    """

    digits: str = field(repr=False)
    findings: tuple[CitizenFinding, ...] = ()

    @classmethod
    def parse(cls, typed: str | int | float | None) -> Self:
        """Read what was typed or stood in a cell; Thai digits, dashes and spaces are fine."""
        if type(typed) is str and typed.isascii() and typed.isdecimal():
            digits = typed[:_LONGEST]
        else:
            digits = _SEPARATORS.sub("", to_arabic_digits(tidy(cell_text(typed))))[:_LONGEST]
        return cls(digits, cls._judge(digits))

    @classmethod
    def for_test(cls, serial: int) -> Self:
        """An invented number: begins with 9, which nobody's does.  `serial` is 0 to 99,999,999,999."""
        if not 0 <= serial < 10**11:
            raise ValueError("the serial of a test number has at most 11 digits")
        stem = f"9{serial:011d}"
        return cls(f"{stem}{_check_digit(stem)}")

    @staticmethod
    def _judge(digits: str) -> tuple[CitizenFinding, ...]:
        if not digits:
            return ("empty",)
        if not (digits.isascii() and digits.isdecimal()):
            return ("not_digits",)
        findings: list[CitizenFinding] = []
        if len(digits) != 13:
            findings.append("length")
        if digits[0] == "0":  # people without a registered nationality; never on a Thai citizen's card
            findings.append("first_digit")
        if len(digits) == 13 and int(digits[12]) != _check_digit(digits[:12]):
            findings.append("check_digit")
        return tuple(findings)

    @property
    def ok(self) -> bool:
        """Nothing is wrong with it (a test number can be ok too)."""
        return not self.findings

    @property
    def is_test(self) -> bool:
        """Begins with 9, as no issued number does: shown as a test number."""
        return self.digits.startswith("9")

    @property
    def mask(self) -> str:
        """x-xxxx-xxxxx-12-3; a number of another length keeps its last three, a short one nothing."""
        if "not_digits" in self.findings or len(self.digits) < 7:
            return "x" * len(self.digits)
        covered = "x" * (len(self.digits) - 3) + self.digits[-3:]
        return _grouped(covered) if len(covered) == 13 else covered

    @property
    def shown(self) -> str:
        """1-2345-67890-12-3, for eyes that may see it."""
        return _grouped(self.digits) if len(self.digits) == 13 else self.digits

    def __str__(self) -> str:
        return self.mask

    def __repr__(self) -> str:
        return f"CitizenNumber({self.mask!r}, findings={self.findings!r})"
