"""What the books offer to others: acts that wait for a second person and months to close, among what there is to do."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.formfields import filled
from khabuan.core.offers import Duty
from khabuan.core.thai import ThaiDate, long_date
from khabuan.ledger.queries.keeping import late_books, year_hinders
from khabuan.ledger.queries.signing import waiting_for
from khabuan.ledger.rules.words import SignState
from khabuan.registry.queries.duties import for_office


def due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """Each act, the oldest first; who did it is told, since that person cannot sign."""
    return [
        Duty(
            what=one.what,
            more=filled(_("Not signed by a second person yet · done by %(who)s"), who=one.done_by),
            path=reverse("countersign", args=[one.pk]),
            act=_("Look at it and sign"),
            state="wrong" if one.state == SignState.OBJECTED else "need",
            kind="ledger.countersign",
            about=f"book:{one.book_id}",
        )
        for one in waiting_for(actor)[:limit]
    ]


def count(actor: Actor, today: date) -> int:
    return waiting_for(actor).count()


def months_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=ngettext(
                "%(n)d month of the books is not closed",
                "%(n)d months of the books are not closed",
                one.months,
            )
            % {"n": one.months},
            more=filled(
                _("%(book)s · from %(month)s on"),
                book=one.book.name,
                month=long_date(ThaiDate(one.oldest, "month")),
            ),
            path=reverse("book-keeping", args=[one.book.pk]),
            act=_("Look at the months"),
            kind="ledger.months",
            about=f"book:{one.book.pk}",
        )
        for one in late_books(actor, today)[:limit]
    ]


def count_months(actor: Actor, today: date) -> int:
    return len(late_books(actor, today))


def register() -> None:
    offers.month_hindrances.add(offers.HindranceSource("ledger.year", year_hinders))
    offers.duty_sources.add(
        offers.DutySource(
            "ledger.months",
            *for_office("ledger.set_period", months_due, count_months),
            _("Months to close"),
            31,
        )
    )
    sources = for_office("ledger.sign_act", due, count)
    offers.duty_sources.add(
        offers.DutySource("ledger.countersign", *sources, _("Signatures of a second person"), 30)
    )
