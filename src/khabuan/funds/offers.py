"""What funds offer to others: members in the search, panels, duties, figures, and how rows follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import offers
from khabuan.core.formfields import filled
from khabuan.core.offers import FigureValue, PanelContent, Subject
from khabuan.core.thai import long_date
from khabuan.funds import book_offers
from khabuan.funds.actions import carrying, erasing, taking_back
from khabuan.funds.actions.money import guard_management
from khabuan.funds.models import CollectionSheet, Fund, FundRule, Member, MemberEvent, Voucher
from khabuan.funds.money_words import over_words
from khabuan.funds.queries import cut_over, due_cash, duties
from khabuan.funds.queries.cash import sheets_named
from khabuan.funds.queries.funds import jobs_of
from khabuan.funds.queries.members import find_members
from khabuan.funds.queries.receipts import told_of_number
from khabuan.funds.queries.setup import fund_of_body
from khabuan.funds.rules.words import EVER, NOW, FundKey, MemberAct, MemberState, SheetState
from khabuan.funds.year_report import tell_year
from khabuan.ledger.rules.years import month_end
from khabuan.meetings.models import Resolution
from khabuan.registry.models import Organisation, Person
from khabuan.registry.queries.duties import for_office
from khabuan.registry.rules.kinds import OrganisationKind

MOST_USES = 20


def people_known(actor: Actor) -> Any:
    """Keys of the persons who are members of a fund at which this seat sits.

    Only for spans that begin at a body: seats of areas know people by place.
    """
    own = tuple(span for span in actor.spans if span.low.rpartition(".o")[1] or span.low.startswith("o"))
    if not own or not policy.may_read(actor.role, "funds.member"):
        return None
    inside = spans_q(own, "fund__organisation__node") | spans_q(own, "centre__node")
    return Member.everywhere.filter(inside).values("person_id")


def find(actor: Actor, words: str, limit: int) -> Sequence[Subject]:
    """Members by number and name, within sight."""
    return [
        Subject(
            "member", str(row.pk), f"{row.number} {row.person}".strip(), row.get_absolute_url(),
            f"{row.fund} · {gettext(MemberState(row.state).label)}",
        )
        for row in find_members(actor, words, limit)
    ]  # fmt: skip


def panel_of_body(request: HttpRequest, body: Organisation) -> PanelContent | None:
    """On the page of a fund's organisation: its books, or the button that opens them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if body.kind != OrganisationKind.FUND or not policy.may_read(actor.role, "funds.fund"):
        return None
    found = fund_of_body(actor, body)
    may_open = found is None and not body.ended_on and policy.may(actor, "funds.open_fund", body.node)
    if found is None and not may_open:
        return None
    counts = None
    if found is not None:
        counts = Member.objects.visible_to(actor).filter(fund=found).aggregate(
            now=Count("pk", filter=Q(state__in=NOW)), ever=Count("pk", filter=Q(state__in=EVER))
        )  # fmt: skip
    context = {"fund": found, "counts": counts, "open_url": reverse("fund-open", args=[body.pk])}
    return PanelContent("funds/panel_body.html", context)


def panel_of_person(request: HttpRequest, person: Person) -> PanelContent | None:
    """On a person's page: memberships in sight."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = Member.objects.visible_to(actor).filter(person=person).select_related("fund__organisation")
    members = list(rows.order_by("pk"))
    return PanelContent("funds/panel_person.html", {"members": members}) if members else None


def uses_of(resolution: Resolution) -> list[Subject]:
    """What of a fund stands on a resolution: values of its regulation, members admitted, steps."""
    rules = FundRule.everywhere.filter(resolution=resolution).select_related("fund").order_by("pk")
    found = [
        Subject(
            "fundrule",
            str(row.pk),
            gettext(FundKey(row.key).label),
            reverse("fund-rules", args=[row.fund_id]),
        )
        for row in rules[:MOST_USES]
    ]
    members = Member.everywhere.filter(admitted_by=resolution).select_related("person").order_by("number_key")
    found += [
        Subject("member", str(row.pk), f"{row.number} {row.person}", row.get_absolute_url())
        for row in members[:MOST_USES]
    ]
    steps = MemberEvent.everywhere.filter(resolution=resolution, undone_on__isnull=True)
    steps = steps.exclude(act=MemberAct.ADMITTED).select_related("member__person").order_by("pk")
    return found + [
        Subject("memberevent", str(row.pk), str(row.member.person), row.member.get_absolute_url())
        for row in steps[:MOST_USES]
    ]


def _here(model: Any, actor: Actor, area: Any, column: str) -> Any:
    return model.objects.visible_to(actor).filter(spans_q((Span.of(area.path),), column))


def funds_figure(actor: Actor, area: Any, on: date) -> FigureValue:
    if not policy.may_read(actor.role, "funds.fund"):
        return FigureValue(None, gettext("This seat reads no funds"))
    rows = _here(Fund, actor, area, "organisation__node").filter(book__opened_on__lte=on)
    return FigureValue(rows.count(), path=f"{reverse('funds')}?place={area.key}")


def members_figure(actor: Actor, area: Any, on: date) -> FigureValue:
    """Who had joined by the day and was not gone by it; who ever joined is said beside it, not added."""
    if not policy.may_read(actor.role, "funds.member"):
        return FigureValue(None, gettext("This seat reads no funds"))
    rows = _here(Member, actor, area, "fund__organisation__node").filter(joined_on__lte=on, state__in=EVER)
    here = Q(left_on__isnull=True) | Q(left_on__gt=on)
    counted = rows.aggregate(ever=Count("pk"), now=Count("pk", filter=here))
    note = gettext("ever joined: %(n)s") % {"n": f"{counted['ever']:,}"}
    return FigureValue(counted["now"], note, f"{reverse('funds')}?place={area.key}")


def open_sheets(book: Any, month: date) -> Sequence[offers.Hindrance]:
    """Sheets of a month that are still being collected: closed over, they could never be saved."""
    rows = CollectionSheet.everywhere.filter(
        fund__book=book, state=SheetState.OPEN, on__gte=month, on__lte=month_end(month)
    )
    return [
        offers.Hindrance(
            filled(_("The collection sheet of %(day)s is not saved yet."), day=long_date(one.on)),
            one.get_absolute_url(), is_law=True,
        )
        for one in rows.order_by("on")[:20]
    ]  # fmt: skip


def vouchers_on(resolution: Any) -> Sequence[Subject]:
    """Vouchers that stand on a resolution."""
    rows = Voucher.everywhere.filter(resolution=resolution).order_by("-on", "pk")
    return [
        Subject(
            "voucher",
            str(one.pk),
            str(one),
            one.get_absolute_url(),
            f"{long_date(one.on)} · {one.amount:,.2f}",
        )
        for one in rows[:20]
    ]


def register() -> None:
    offers.book_sides.add(offers.BookSide("funds", book_offers.limit, book_offers.subject, book_offers.pages))
    offers.reversals.add(offers.OnReversal("funds", taking_back.follow_reversal))
    offers.month_hindrances.add(offers.HindranceSource("funds.sheets", open_sheets))
    offers.spending_guards.add(offers.SpendingGuard("funds.management", guard_management, over_words))
    offers.resolution_uses.add(offers.ResolutionUse("funds.vouchers", vouchers_on))
    offers.person_sights.add(offers.PersonSight("funds.members", people_known))
    offers.job_sources.add(offers.JobSource("funds", jobs_of))
    offers.year_report_parts.add(offers.YearReportPart("funds", tell_year, 20))
    offers.search_sources.add(offers.SearchSource("member", _("Members of funds"), find, 28))
    offers.profile_panels.add(
        offers.ProfilePanel("funds.body", "organisation", panel_of_body, 20),
        offers.ProfilePanel("funds.person", "person", panel_of_person, 20),
        offers.ProfilePanel("funds.lists", "fund", book_offers.panel_of_fund, 30),
        offers.ProfilePanel("funds.account", "member", book_offers.panel_of_member, 30),
    )
    for kind, act, due, count, name, order in duties.SOURCES:
        offers.duty_sources.add(offers.DutySource(kind, *for_office(act, due, count), name, order))
    for kind, act, due, count, name, order in (
        (
            "funds.no_books", "funds.open_fund", cut_over.no_books_due, cut_over.count_no_books,
            _("Funds that keep no books here yet"), 40,
        ),
        (
            "funds.cut_over", "funds.count_cut_over", cut_over.not_live_due, cut_over.count_not_live,
            _("Old funds whose books have not begun"), 41,
        ),
        ("funds.lists", "funds.take_list", cut_over.lists_due, cut_over.count_lists, _("Lists of members that wait"), 42),
    ):  # fmt: skip
        offers.duty_sources.add(offers.DutySource(kind, *for_office(act, due, count), name, order))
    for kind, due, count, name, order in due_cash.SOURCES:
        offers.duty_sources.add(
            offers.DutySource(kind, *for_office("funds.open_sheet", due, count), name, order)
        )
    offers.receipt_checks.add(offers.ReceiptCheck("funds.sheets", told_of_number))
    offers.named_subjects.add(offers.NamedSubjects("funds.collectionsheet", sheets_named))
    offers.figures.add(
        offers.Figure("funds.books", _("Funds with books here"), _("funds"), funds_figure, 40),
        offers.Figure("funds.members", _("Members now"), _("people"), members_figure, 41),
    )
    offers.person_merges.add(offers.OnPersonMerge("funds", carrying.move_of_person))
    offers.organisation_merges.add(
        offers.OnOrganisationMerge("funds", carrying.move_of_organisation, carrying.tell_of_organisations)
    )
    offers.area_moves.add(offers.OnAreaMove("funds", carrying.follow_area))
    offers.area_ends.add(offers.OnSuccession("funds", carrying.settle_area))
    offers.erasures.add(offers.OnErase("funds", erasing.erase_of_person, 40))
    offers.erase_holds.add(offers.EraseHold("funds.accounts", erasing.reasons_to_keep))
    offers.person_copies.add(offers.PersonCopy("funds", erasing.copy_of_person, 20))
    offers.resolution_uses.add(offers.ResolutionUse("funds", uses_of))
