"""The proof sheet of a cut-over, on screen and on paper: both sides, what differs and why, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core import money
from khabuan.core.thai import baht_text, long_date
from khabuan.funds.models import Fund
from khabuan.funds.rules.cut_over import Proof
from khabuan.ledger.reading_words import piece_label
from khabuan.ledger.rules.words import MoneySource
from khabuan.papers.pdf import Printed, render

SHEET = Path(__file__).parent / "typst" / "cut_over.typ"
KIND = "cut_over"


@dataclass(frozen=True)
class ProofLine:
    """A line of the sheet: what, how it was counted, baht."""

    what: str
    how: str
    baht: str


def _baht(satang: int) -> str:
    return f"{money.baht(satang):,.2f}"


def counted_lines(proof: Proof) -> list[ProofLine]:
    """Where the money stands."""
    counted = proof.counted
    lines = [
        ProofLine(piece_label(piece), _("%(n)s pieces") % {"n": f"{count:,}"}, _baht(piece * count))
        for piece, count in sorted(counted.pieces.items(), reverse=True)
    ]
    lines += [
        ProofLine(
            one.name, _("passbook of %(day)s") % {"day": long_date(one.statement_on) if one.statement_on else "–"},
            _baht(one.satang),
        )
        for one in counted.banks
        if one.satang
    ]  # fmt: skip
    lines += [
        ProofLine(one.name, _("with the collector"), _baht(one.satang))
        for one in counted.collectors
        if one.satang
    ]
    return lines


def source_lines(proof: Proof) -> list[tuple[str, str]]:
    """Whose money it is; what no source is known for waits for a resolution."""
    shares = {**proof.counted.divided, MoneySource.UNASSIGNED: proof.counted.unassigned}
    return [(str(_(source.label)), _baht(share)) for source, share in shares.items() if share]


def differences(proof: Proof) -> list[tuple[str, str, str, str, str]]:
    """What was compared: what, here, by the old books, the difference, why."""
    counted, found = proof.counted, []
    if counted.old_total is not None:
        found.append((
            _("Money (baht)"), _baht(counted.total), _baht(counted.old_total), _baht(proof.money_differs), counted.why_money,
        ))  # fmt: skip
    if counted.old_members is not None:
        found.append((
            _("Members now"), f"{proof.members:,}", f"{counted.old_members:,}", f"{proof.members_differ:,}", counted.why_members,
        ))  # fmt: skip
    return found


def print_proof(actor: Actor, fund: Fund, proof: Proof) -> Printed:
    """One page of A4 for the committee to sign, in Thai whatever the reader's language."""
    counted = proof.counted
    with override("th"):
        values = {
            "fund": str(fund.organisation), "on": long_date(counted.on), "agrees": proof.agrees,
            "lines": [[one.what, one.how, one.baht] for one in counted_lines(proof)], "total": _baht(counted.total),
            "words": baht_text(money.baht(counted.total)) if counted.total > 0 else "–",
            "sources": [list(line) for line in source_lines(proof)], "differences": [list(one) for one in differences(proof)],
            "members": f"{proof.members:,}", "faults": [str(_(fault.label)) for fault in proof.faults],
        }  # fmt: skip
        return render(SHEET, values, kind=KIND, printed_by=actor.title or actor.seat)
