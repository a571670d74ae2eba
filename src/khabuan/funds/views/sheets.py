"""A collection sheet while it is collected: the list with the amounts as buttons, each tap one small request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import money
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.web import show
from khabuan.funds.actions import sheets as actions
from khabuan.funds.models import CollectionSheet, DraftLine, Member
from khabuan.funds.queries.drafts import running_total
from khabuan.funds.queries.roll import SHOWN, Roll, asked_of, count_at, roll_of
from khabuan.funds.rules.collecting import PaymentFault, Tariff
from khabuan.funds.rules.words import SheetState
from khabuan.funds.views.sheet_rows import MEANT, Slip, TakeRow, row_of, slip_of, whole
from khabuan.places.here import stand_at


@dataclass(frozen=True)
class Tap:
    """What a button says: who, satang, the first day, how many taps there were, what for."""

    member: int
    satang: int
    first_day: date | None
    taps: int
    kind: int
    is_meant: bool = False


def sheet_here(request: Request, pk: int, action: str = "") -> CollectionSheet:
    """A sheet in sight; for an act on it, said no before anything else."""
    found: CollectionSheet | None = (
        CollectionSheet.objects.visible_to(request.actor)
        .filter(pk=pk)
        .select_related(
            "fund__book", "fund__organisation__area", "centre__area", "number_book", "entry", "hand_over"
        )
        .first()
    )
    if found is None:
        raise OutOfArea("sheet")
    if action:
        policy.require(request.actor, action, found.place)
    return found


def sheet(request: Request, pk: int) -> HttpResponse:
    """The list while it is open; the lines and what became of the cash when it is in the books."""
    here = sheet_here(request, pk)
    if here.state != SheetState.OPEN:
        return redirect("sheet-record", pk=pk)
    policy.require(request.actor, "funds.take_payment", here.place)
    return _list(request, here)


def member(request: Request, pk: int, key: int) -> HttpResponse:
    """One member's sums, or shut again: a small part of the page; without a script the page with that member open."""
    here = sheet_here(request, pk, "funds.take_payment")
    is_open = not request.GET.get("shut")
    if not request.htmx:
        return _list(request, here, opened=key if is_open else 0)
    asked, tariff = asked_of(request.actor, here, key)
    if asked is None:
        raise OutOfArea("member")
    context = {"sheet": here, "rows": [row_of(here, asked, tariff, is_open=is_open)], "is_part": True}
    return show(request, "funds/sheet_part.html", context)


@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """One tap: a payment taken, or the last one taken back. Answers with that row and the foot of the page."""
    here = sheet_here(request, pk, "funds.take_payment")
    problem, key, line, far = "", 0, None, 0
    try:
        if request.POST.get("back", "").isdecimal():
            line = actions.take_back(actor=request.actor, sheet=here, seq=int(request.POST["back"]))
            key = line.member_id
        else:
            tap = _tap(request)
            key = tap.member
            line = _take(request, here, tap)
    except Refused as no:
        problem = str(no.message)
        far = tap.satang if no.code == PaymentFault.FAR_AHEAD else 0
    return _answer(request, here, key, line, problem, far=far)


def _take(request: Request, here: CollectionSheet, tap: Tap) -> DraftLine:
    payer: Member | None = (
        Member.objects.visible_to(request.actor).filter(fund=here.fund_id, pk=tap.member).first()
    )
    if payer is None:
        raise OutOfArea("member")
    line: DraftLine = actions.take_payment(
        actor=request.actor, sheet=here, member=payer, baht=money.baht(tap.satang), kind=tap.kind,
        first_day=tap.first_day, is_meant=tap.is_meant,
        client_key=f"tap-{here.pk}-{tap.member}-{tap.kind}-{tap.taps}",
    )  # type: ignore[call-arg]  # fmt: skip
    return line


def _tap(request: Request) -> Tap:
    """A button's value: "member.satang.first day.taps.kind"; where the sum is typed, from its box.

    With ".yes" behind it is meant, though it pays far ahead.
    """
    try:
        said = request.POST.get("pay", "")
        member, satang, first, taps, kind = said.removesuffix(MEANT).split(".")
        whole_satang = (
            money.satang(Decimal(request.POST.get("other", "").replace(",", "")))
            if satang == "other"
            else int(satang)
        )
        day = date.fromordinal(int(first)) if first != "0" else None
        return Tap(int(member), whole_satang, day, int(taps), int(kind), said.endswith(MEANT))
    except (ValueError, InvalidOperation, OverflowError):
        raise Refused(
            "amount", _("This is no amount. Write baht in digits, with at most two decimals.")
        ) from None


def _answer(
    request: Request, here: CollectionSheet, key: int, line: DraftLine | None, problem: str, *, far: int
) -> HttpResponse:
    """`far`: satang that pay so far ahead that they are asked about once more."""
    if not request.htmx:
        if problem:
            return _list(request, here, opened=key, problem=problem, far=far)
        return redirect(f"{reverse('sheet', args=[here.pk])}#m{key}")
    asked, tariff = asked_of(request.actor, here, key) if key else (None, Tariff(0, 0))
    rows = [row_of(here, asked, tariff, is_open=bool(problem), far=far)] if asked else []
    back = line if line is not None and line.is_void else None
    context = {
        "sheet": here, "rows": rows, "is_part": True, **_foot(request, here, back=back, problem=problem)
    }  # fmt: skip
    return show(request, "funds/sheet_part.html", context, status=422 if problem else 200)


def _list(
    request: Request, here: CollectionSheet, *, opened: int = 0, problem: str = "", far: int = 0
) -> HttpResponse:
    """The whole page."""
    stand_at(request, (here.centre or here.fund.organisation).area)
    words, which = request.GET.get("q", "").strip()[:60], request.GET.get("show", "due")
    which = "all" if words else which if which in SHOWN else "due"
    roll = roll_of(request.actor, here, words)
    foot = _foot(request, here, problem=problem)
    context = {
        "sheet": here,
        "left": 0 if words else max(foot["of"] - len(roll.rows), 0),
        "title": title_of(here),
        "small": _small(here),
        "back_url": reverse("desk", args=[(here.centre or here.fund.organisation).pk]),
        "which": which,
        "words": words,
        "tabs": _tabs(here, roll, which),
        "rows": _rows(here, roll, which, opened, far),
        **foot,
    }
    return show(request, "funds/sheet.html", context, status=422 if problem else 200)


def _rows(here: CollectionSheet, roll: Roll, which: str, opened: int, far: int) -> list[TakeRow]:
    return [
        row_of(here, asked, roll.tariff, is_open=asked.member.pk == opened, far=far)
        for asked in roll.rows
        if asked.is_shown(which) or asked.member.pk == opened
    ]


def title_of(here: CollectionSheet) -> str:
    """Where a sheet is collected, as its title."""
    return here.centre.name if here.centre is not None else here.fund.organisation.name


def _small(here: CollectionSheet) -> str:
    told = _("Collection sheet %(day)s") % {"day": thai_date(here.on)}
    if here.number_book is None:
        return told
    return f"{told} · {_('book %(number)d') % {'number': here.number_book.number}}"


def _tabs(here: CollectionSheet, roll: Roll, which: str) -> list[tuple[str, str, int, bool, str]]:
    """The three parts of the list: words, address, how many, the shown one, the id of its count."""
    base, counts = reverse("sheet", args=[here.pk]), roll.counts
    named = {"due": _("Not paid yet"), "paid": _("Paid"), "all": _("Everybody")}
    return [(named[one], f"{base}?show={one}", counts[one], one == which, f"n-{one}") for one in SHOWN]


def _foot(
    request: Request, here: CollectionSheet, *, back: DraftLine | None = None, problem: str = ""
) -> dict[str, Any]:
    """The dock: the last receipt, the running total, the way to the end of the day."""
    total = running_total(here)
    last = (
        DraftLine.objects.filter(sheet=here, is_void=False).select_related("member").order_by("-seq").first()
    )
    slip: Slip | None = slip_of(last, back=back, problem=problem)
    return {
        "slip": slip,
        "total": whole(total.total),
        "paid": total.members,
        "of": count_at(request.actor, here),
        "count_url": reverse("sheet-count", args=[here.pk]),
    }
