"""Thai telephone numbers: one shape to keep, one to show, one covered."""

import re
from dataclasses import dataclass, field
from typing import Literal, Self

from khabuan.core.thai.text import cell_text, tidy, to_arabic_digits

PhoneFinding = Literal["empty", "not_digits", "length", "prefix", "zero_restored"]

_EXTENSION = re.compile(r"(?:ต่อ|ext\.?|#)\s*(\d{1,6})\s*$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:หมายเลข)?(?:โทรศัพท์|โทร|มือถือ|เบอร์|tel|phone|mobile)[\s.:]*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s().\-‐-―−/]+")
_SEVERAL = re.compile(r"[,;]|\s/\s|\sหรือ\s|\sและ\s")
_LONGEST = 60
_MOBILE = re.compile(r"0[689][0-9]{8}\Z")  # as nearly all are typed


@dataclass(frozen=True)
class Phone:
    """`digits` with the national 0 ("0812345678"), `extension` ("12" or ""), and what is doubtful."""

    digits: str = field(repr=False)
    extension: str = field(default="", repr=False)
    findings: tuple[PhoneFinding, ...] = ()

    @classmethod
    def parse(cls, typed: str | int | float | None) -> Self:
        """Read one number: +66, 66, Thai digits, dashes, "โทร.", "ต่อ 12", a 0 lost in a spreadsheet."""
        if type(typed) is str and _MOBILE.match(typed):
            return cls(typed)
        text = to_arabic_digits(tidy(cell_text(typed)))[:_LONGEST]
        text = _LABEL.sub("", text)
        extension = ""
        if found := _EXTENSION.search(text):
            text, extension = text[: found.start()], found[1]
        digits = _SEPARATORS.sub("", text)
        if digits.startswith(("+66", "0066")) or (digits.startswith("66") and len(digits) in (10, 11)):
            digits = "0" + digits[digits.index("66") + 2 :].removeprefix("0")
        if len(digits) == 9 and digits[0] in "689":
            return cls("0" + digits, extension, ("zero_restored",))
        return cls(digits, extension, cls._judge(digits))

    @staticmethod
    def _judge(digits: str) -> tuple[PhoneFinding, ...]:
        if not digits:
            return ("empty",)
        if not (digits.isascii() and digits.isdecimal()):
            return ("not_digits",)
        if digits[0] == "1":  # 191, 1300: hot lines
            return () if len(digits) in (3, 4) else ("length",)
        if digits[0] != "0" or digits[1:2] in ("0", "1"):
            return ("prefix",)
        return () if len(digits) == (10 if digits[1:2] in ("6", "8", "9") else 9) else ("length",)

    @property
    def ok(self) -> bool:
        """A number that can be dialled, perhaps with its 0 put back."""
        return self.findings in ((), ("zero_restored",))

    @property
    def is_mobile(self) -> bool:
        return self.ok and len(self.digits) == 10

    def _groups(self) -> tuple[str, str, str]:
        cut = 2 if self.digits.startswith("02") else 3
        return self.digits[:cut], self.digits[cut : cut + 3], self.digits[cut + 3 :]

    @property
    def shown(self) -> str:
        """081-234-5678, 02-123-4567, 036-123-456; what is not a number stays as it was given."""
        text = self.digits
        if self.ok and len(text) > 4:
            text = "-".join(self._groups())
        return f"{text} ต่อ {self.extension}" if self.extension else text

    @property
    def mask(self) -> str:
        """xxx-xxx-5678: the last group, or the last three of a wrong number; nothing of a short one."""
        if "not_digits" in self.findings or len(self.digits) < 8:
            return "x" * len(self.digits)
        if not self.ok:
            return "x" * (len(self.digits) - 3) + self.digits[-3:]
        first, middle, last = self._groups()
        return f"{'x' * len(first)}-{'x' * len(middle)}-{last}"

    @property
    def international(self) -> str:
        """+66812345678, or "" where the number is not one to dial from abroad."""
        return f"+66{self.digits[1:]}" if self.ok and self.digits.startswith("0") else ""

    def __str__(self) -> str:
        return self.mask

    def __repr__(self) -> str:
        return f"Phone({self.mask!r}, findings={self.findings!r})"


def read_phones(typed: str | int | float | None) -> tuple[Phone, ...]:
    """All numbers of a cell such as "081-234-5678, 036-123-456"; empty when there is none."""
    found = (Phone.parse(part) for part in _SEVERAL.split(tidy(cell_text(typed))[:500]))
    return tuple(phone for phone in found if phone.findings != ("empty",))
