"""Members of a fund: the list with the three counts, one member, the application, admission by the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access import policy
from khabuan.access.action import is_answered
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.queries import files_of
from khabuan.funds import sentences as said
from khabuan.funds.actions import members as actions
from khabuan.funds.forms import members as forms
from khabuan.funds.models import Fund, Member
from khabuan.funds.queries import members as queries
from khabuan.funds.queries import regulation_of, setup
from khabuan.funds.rules.membership import FROM
from khabuan.funds.rules.words import NOW, MemberAct
from khabuan.funds.views.funds import deciding, fund_here, list_urls, may_of
from khabuan.places.here import stand_at
from khabuan.places.labels import label
from khabuan.registry.forms.people import TITLES
from khabuan.registry.models import Organisation, Person
from khabuan.registry.queries.people import likely_same
from khabuan.registry.queries.person_pages import person_in_sight
from khabuan.registry.sentences.people import age_words
from khabuan.registry.views.links import may_read_history

PAGE = 50
PAGE_OF_APPLICATIONS = 200


def members(request: Request, pk: int) -> HttpResponse:
    """The list: filters as a sentence, the three counts, who is paid up to when."""
    fund = fund_here(request, pk)
    form = forms.MembersFilter(request.GET, centres=setup.centres_of(fund))
    wanted, today = form.wanted, clock.today()
    rows = queries.members_shown(request.actor, fund, wanted, today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "fund": fund,
        "filter": form,
        "page": page,
        "lines": [said.line_of(line, today) for line in queries.lines_of(list(page))],
        "counts": queries.counts_of(request.actor, fund, today),
        "is_narrowed": bool(request.GET.get("q") or wanted.kind or wanted.centre or wanted.group != "now"),
        "urls": list_urls(fund),
        "may": may_of(request.actor, fund.node),
    }
    return show(request, "funds/members.html", context)


def member_here(request: Request, pk: int, action: str = "") -> Member:
    """A member in sight; for a page that acts, said no before the form is filled in."""
    found = queries.member_of(request.actor, pk)
    if action:
        policy.require(request.actor, action, found.node)
    stand_at(request, found.fund.organisation.area)
    return found


def member(request: Request, pk: int) -> HttpResponse:
    """One member: who and where, paid up to when, what needs doing, beneficiaries, history."""
    found = member_here(request, pk)
    return show(request, "funds/member.html", _member_context(request, found))


def _member_context(request: Request, found: Member) -> dict[str, Any]:
    today, actor = clock.today(), request.actor
    one = queries.one_member(actor, found)
    panels = [panel.build(request, found) for panel in offers.profile_panels if panel.kind == "member"]
    number = _("Number %(number)s") % {"number": found.number}
    return {
        "member": found,
        "one": one,
        "fund": found.fund,
        "body": found.fund.organisation,
        "state": said.state_said(found),
        "kind": said.kind_words(found.kind),
        "paid": said.paid_said(found, one.paid_to, today),
        "total": one.contributed + one.brought_in,
        "steps": said.with_settled(said.steps_of(one.events), one.doubles_settled, found),
        "person_url": _person_url(actor, found),
        "offices": [label(area) for row in one.doubles_waiting if (area := queries.office_over(row))],
        "may": may_of(actor, found.node),
        "number_words": number,
        "lead": said.lead_of(found),
        "numbers": said.numbers_of(one.identities),
        "age": age_words(found.person, today),
        "may_read_history": may_read_history(actor, found.node),
        "list_url": _list_url(actor, found),
        "brought": said.brought_words(one.brought_in),
        "past": said.past_words(one.past),
        "files": files_of(actor, found) if policy.may(actor, "funds.reveal_identity", found.node) else [],
        "may_attach": policy.may(actor, "files.attach", found.node),
        "may_withdraw_paper": policy.may(actor, "files.withdraw", found.node),
        "is_now": found.state in NOW,
        "may_die": found.state in FROM[MemberAct.DIED],
        "panels": [panel for panel in panels if panel],
        "today": today,
    }


def _list_url(actor: Actor, found: Member) -> str:
    """The list that the seat may see: the fund's, or its own centre's."""
    if actor.reaches(found.fund.node) or found.centre_id is None:
        return reverse("fund-members", args=[found.fund_id])
    return reverse("centre-members", args=[found.centre_id])


def _person_url(actor: Actor, found: Member) -> str:
    seen = person_in_sight(actor, found.person_id)
    return seen.get_absolute_url() if seen else ""


@dataclass(frozen=True)
class Applying:
    """Where an application is taken: the fund, centres to choose from, the way back, the act with its own facts."""

    fund: Fund
    centres: Sequence[Organisation]
    back: str
    act: Callable[..., Member]
    facts: Mapping[str, Any]


def apply(request: Request, pk: int) -> HttpResponse:
    """The application, taken by the fund."""
    fund = fund_here(request, pk, "funds.apply")
    back = reverse("fund-members", args=[pk])
    return application(request, Applying(fund, setup.centres_of(fund), back, actions.apply, {"fund": fund}))


def application(request: Request, at: Applying) -> HttpResponse:
    """The form, in the order of the paper one. Who may be in the book already is shown before saving."""
    client_key = once(request)
    form = forms.ApplicationForm(
        typed(request), request.FILES or None, places=setup.places_of(at.fund), centres=at.centres,
        rhythms=regulation_of(at.fund).rhythms,
    )  # fmt: skip
    alike = None
    if request.method == "POST" and form.is_valid():
        chosen = _chosen_person(request)
        asked = chosen or request.POST.get("another") or is_answered(request.actor, client_key)
        alike = None if asked else likely_same(request.actor, form.entered())
        facts = {"actor": request.actor, "person": chosen, "client_key": client_key, **at.facts}
        made = None if alike else attempt(form, at.act, **facts)
        if made:
            toast(request, _("The application of %(person)s is written down.") % {"person": made.person})
            return redirect(made)
    context = {
        "form": form, "fund": at.fund, "back_url": at.back, "titles": TITLES, "client_key": client_key, "alike": alike,
        "has_errors": form.is_bound and bool(form.errors),
    }  # fmt: skip
    return show(request, "funds/apply.html", context, status=422 if alike else None)


def _chosen_person(request: Request) -> Person | None:
    key = request.POST.get("person", "")
    return person_in_sight(request.actor, int(key)) if key.isdecimal() and len(key) < 20 else None


def applications(request: Request, pk: int) -> HttpResponse:
    """Applications that wait, with three things to do with those that are ticked: certify, admit, refuse."""
    fund = fund_here(request, pk, "funds.certify")
    rows = _waiting(request.actor, fund)
    by = deciding(request, fund)
    act = request.POST.get("act", "")
    sent = {name: request.POST if name == act else None for name in ("certify", "admit", "refuse")}
    bound: dict[str, forms.ChosenBox] = {
        "certify": forms.CertifyForm(sent["certify"], rows=rows, prefix="certify"),
        "admit": forms.AdmitForm(sent["admit"], rows=rows, deciding=by, prefix="admit"),
        "refuse": forms.RefuseForm(sent["refuse"], rows=rows, deciding=by, prefix="refuse"),
    }
    if act in bound and _done(request, bound[act], act, fund):
        return redirect("fund-applications", pk=pk)
    ticked = set(request.POST.getlist("members"))  # none by themselves: who is admitted is chosen
    context = {
        "fund": fund, "rows": [(row, said.state_said(row), str(row.pk) in ticked) for row in rows], **bound,
        "form": bound.get(act, bound["admit"]), "open": {act: True}, "may": may_of(request.actor, fund.node),
        "last_number": queries.last_number(request.actor, fund),
    }  # fmt: skip
    return show(request, "funds/applications.html", context)


def _waiting(actor: Actor, fund: Fund) -> list[Member]:
    wanted = queries.MemberFilter(group="waiting")
    rows = queries.members_shown(actor, fund, wanted, clock.today())
    return list(rows.order_by("applied_on", "pk")[:PAGE_OF_APPLICATIONS])


def _done(request: Request, form: forms.ChosenBox, act: str, fund: Fund) -> bool:
    """Whether the act was done; says so."""
    acts: dict[str, Callable[..., Any]] = {
        "certify": actions.certify, "admit": actions.admit, "refuse": actions.refuse,
    }  # fmt: skip
    done = attempt(form, acts[act], actor=request.actor, fund=fund)
    if done is None:
        return False
    count = len(done) if isinstance(done, Sequence) else int(done)
    words = {
        "certify": ngettext("%(n)d application is certified.", "%(n)d applications are certified.", count),
        "admit": ngettext("%(n)d person is admitted.", "%(n)d people are admitted.", count),
        "refuse": ngettext("%(n)d application is refused.", "%(n)d applications are refused.", count),
    }
    toast(request, words[act] % {"n": count})
    return True
