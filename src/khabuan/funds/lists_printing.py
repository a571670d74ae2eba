"""Papers about members: the passbook in the size of the real one, letters about arrears, the sheet for the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core import clock, numerals
from khabuan.core.thai import baht_text, long_date, numeric_date
from khabuan.funds.models import Member
from khabuan.funds.queries.reading import ArrearsLine, CentreMonth, Lists
from khabuan.funds.reading_words import PassbookLine, centre_words
from khabuan.ledger.sheets import Paper
from khabuan.papers.actions.documents import issue_document
from khabuan.papers.models import IssuedDocument
from khabuan.papers.pdf import Printed, render
from khabuan.places.labels import label
from khabuan.registry.models import Organisation

TYPST = Path(__file__).parent / "typst"
Kind = IssuedDocument.Kind
MOST_LETTERS = 400


@dataclass(frozen=True)
class Told:
    """What whoever has the code of a paper is told: its kind, what it is, its totals. No names."""

    kind: str
    title: str
    figures: Sequence[tuple[str, str]]


def _issue(actor: Actor, body: Organisation, template: str, values: Mapping[str, Any], told: Told) -> Printed:
    printed = render(TYPST / template, values, kind=told.kind, printed_by=actor.title or actor.seat)
    issue_document(
        actor=actor, area=body, kind=told.kind, title=told.title, printed=printed, figures=told.figures
    )
    return printed


def issue_passbook(
    actor: Actor, body: Organisation, member: Member, lines: Sequence[PassbookLine], paid_to: date | None
) -> Printed:
    """สมุดประจำตัวสมาชิก, A6: the cover's facts, then the lines. Its code tells the member's number, no name."""
    with override("th"):
        fund = member.fund.organisation
        values = {
            "fund": fund.name,
            "place": label(fund.area, full=True),
            "number": member.number,
            "name": str(member.person),
            "centre": centre_words(member.centre),
            "since": long_date(member.joined_on) if member.joined_on else "–",
            "paid": long_date(paid_to) if paid_to else "–",
            "lines": [_passbook_line(line) for line in lines],
        }
        title = f"{_('Passbook of member %(number)s') % {'number': member.number}} {fund.name}"
        figures = [(_("Lines"), f"{len(lines):,}"), (_("Paid up to"), str(values["paid"]))]
        return _issue(actor, body, "passbook.typ", values, Told(Kind.PASSBOOK, title, figures))


def _passbook_line(line: PassbookLine) -> list[str]:
    day = numeric_date(line.on) if line.on else _("brought in")
    return [line.time, day, _money(line.sent), _money(line.short), line.taken_by, line.note]


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else "–" if not amount else numerals.grouped(amount, 2)


def issue_letters(actor: Actor, lists: Lists, lines: Sequence[ArrearsLine], on: date) -> Printed:
    """A letter for each member who is behind, one a page."""
    with override("th"):
        body = lists.fund.organisation
        values = {
            "fund": body.name,
            "address": body.address or label(body.area, full=True),
            "phone": body.phone,
            "on": long_date(clock.today()),
            "year": clock.today().year + 543,
            "until": long_date(on),
            "letters": [
                {
                    "name": _addressed(line.member), "number": line.member.number,
                    "centre": centre_words(line.member.centre), "paid": long_date(line.paid_to),
                    "months": line.months, "baht": numerals.grouped(line.baht, 2), "words": baht_text(line.baht),
                }
                for line in lines
            ],
        }  # fmt: skip
        title = f"{_('Letters about contributions in arrears')} {body.name}"
        figures = [(_("Letters"), f"{len(lines):,}")]
        return _issue(actor, lists.body, "letters.typ", values, Told(Kind.LETTER, title, figures))


def _addressed(member: Member) -> str:
    """Politely, where the register knows no title: คุณ…"""
    return str(member.person) if member.person.title else f"คุณ{member.person}"


def issue_board(
    actor: Actor,
    lists: Lists,
    paper: Paper,
    centres: Sequence[CentreMonth],
    money: Sequence[tuple[str, Decimal]],
) -> Printed:
    """The month's sheet for the board of each village: numbers of members, no names; a page a centre."""
    with override("th"):
        values = {
            "title": paper.title,
            "lead": paper.lead,
            "centres": [
                {
                    "name": centre_words(one.centre), "members": f"{one.members:,}",
                    "paid": list(one.paid), "behind": list(one.behind),
                    "taken": numerals.grouped(one.taken, 2),
                }
                for one in centres
            ],
            "money": [[words, numerals.grouped(amount, 2)] for words, amount in money],
        }  # fmt: skip
        title = f"{paper.title} {paper.lead}"
        return _issue(actor, lists.body, "board.typ", values, Told(Kind.STATEMENT, title, paper.figures))
