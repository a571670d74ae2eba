"""What `khabuan` reads on its command line: days in either calendar, and what is wrong with a command, in Thai.

The standard parser speaks English and takes พ.ศ. 2569 for a year five centuries away; here neither happens. It knows
nothing of what the commands do.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any, NoReturn

from khabuan.core.thai import ERA, to_arabic_digits

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
YEARS = range(1900, 2201)
"""Years C.E. in which records can stand; more than that by 543 is พ.ศ."""

SAID = (
    (r"the following arguments are required: (?P<what>.+)", "ยังไม่ได้บอก {what}"),
    (r"unrecognized arguments: (?P<what>.+)", "คำสั่งนี้ไม่รู้จัก {what}"),
    (r"argument (?P<name>.+?): invalid choice: (?P<what>.+?) \(choose from (?P<of>.+)\)", "{name}: ไม่มี {what} เลือกจาก {of}"),
    (r"argument (?P<name>.+?): invalid int value: (?P<what>.+)", "{name}: {what} ไม่ใช่จำนวนเต็ม"),
    (r"argument (?P<name>.+?): expected (?:one|at least one) argument", "{name}: ต้องมีค่าตามหลัง"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<what>.+)", "{name}: ไม่รับค่า {what}"),
    (r"ambiguous option: (?P<what>.+?) could match (?P<of>.+)", "{what} สั้นไป อาจหมายถึง {of}"),
    (r"argument (?P<name>.+?): (?P<what>.*[\u0e00-\u0e7f].*)", "{name}: {what}"),
)  # fmt: skip
"""What the standard parser says and what we say for it; the last one is what our own readers say, in Thai already."""


def day(text: str) -> date:
    """A day written YYYY-MM-DD, in ค.ศ. or พ.ศ. Raises ArgumentTypeError with what to write instead."""
    found = ISO.fullmatch(to_arabic_digits(text).strip())
    year, month, number = map(int, found.groups()) if found else (0, 0, 0)
    year = year if year in YEARS else year - ERA
    if year in YEARS:
        with suppress(ValueError):
            return date(year, month, number)
    raise argparse.ArgumentTypeError(
        f"ไม่มีวันที่ “{text}” เขียนปี-เดือน-วัน ปีเป็น ค.ศ. หรือ พ.ศ. ก็ได้ เช่น 2026-01-31 หรือ 2569-01-31"
    )


class ThaiHelp(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:  # fmt: skip
        super().add_usage(usage, actions, groups, "วิธีใช้: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """The standard parser, in Thai. Its subcommands are of the same kind by themselves."""

    def __init__(self, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(formatter_class=ThaiHelp, add_help=False, prog=prog, description=description)
        self._positionals.title, self._optionals.title = "สิ่งที่ต้องบอก", "ตัวเลือก"
        self.add_argument("-h", "--help", action="help", help="แสดงคำอธิบายนี้")

    def error(self, message: str) -> NoReturn:
        """What is wrong in Thai, then how the command is written; ends with 2."""
        self.exit(2, f"{told(message)}\n{self.format_usage()}")


def told(message: str) -> str:
    """The standard parser's words in Thai; as they are where they are not known."""
    for pattern, words in SAID:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(**found.groupdict())
    return f"คำสั่งนี้ใช้ไม่ได้: {message}"
