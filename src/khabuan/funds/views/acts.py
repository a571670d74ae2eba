"""Steps of one member's life in the fund: facts, beneficiaries, leaving, death, taking back, sealed numbers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.reasons import ReasonForm
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.funds import sentences as said
from khabuan.funds.actions import beneficiaries, doubles, standing
from khabuan.funds.forms import members as forms
from khabuan.funds.models import Beneficiary, Member, MemberEvent
from khabuan.funds.queries import members as queries
from khabuan.funds.queries import setup
from khabuan.funds.views.funds import deciding
from khabuan.funds.views.members import member_here
from khabuan.places.here import stand_at
from khabuan.registry.forms.people import IdentityForm
from khabuan.registry.models import Identity
from khabuan.registry.views.history import show_history
from khabuan.registry.views.people import require_reader


def _shown(request: Request, template: str, form: object, member: Member, **more: object) -> HttpResponse:
    context = {"form": form, "member": member, "fund": member.fund, **more}
    return show(request, f"funds/{template}.html", context)


def change(request: Request, pk: int) -> HttpResponse:
    """Change number, kind, centre, rhythm or facts of the person."""
    member = member_here(request, pk, "funds.change_member")
    places = setup.places_of(member.fund)
    if member.person.area_id not in {area.pk for area in places}:
        places.append(member.person.area)
    form = forms.ChangeMemberForm(
        typed(request), member=member, places=places, centres=setup.centres_of(member.fund),
        deciding=deciding(request, member.fund),
    )  # fmt: skip
    if attempt(form, standing.change_member, actor=request.actor, member=member):
        toast(request, _("The facts of %(person)s are changed.") % {"person": member.person})
        return redirect(member)
    days = [form[name] for name in (*forms.DAYS, "matched_times") if name in form.fields]
    return _shown(request, "member_change", form, member, days=days)


def history(request: Request, pk: int) -> HttpResponse:
    """Every act on a member, field by field, with who and when."""
    return show_history(request, member_here(request, pk), said.HISTORY_FIELDS)


def heirs(request: Request, pk: int) -> HttpResponse:
    """Name the beneficiaries anew."""
    member = member_here(request, pk, "funds.name_beneficiaries")
    now = queries.one_member(request.actor, member).heirs
    form = forms.HeirsForm(
        typed(request), initial={**forms.HeirsForm.of(now), "on": clock.today(), "witness": ""}
    )
    if attempt(form, beneficiaries.name_beneficiaries, actor=request.actor, member=member):
        toast(request, _("The beneficiaries are written down."))
        return redirect(member)
    return _shown(request, "heirs", form, member, now=now)


def leave(request: Request, pk: int) -> HttpResponse:
    """The member resigned or moved; what follows is shown first."""
    member = member_here(request, pk, "funds.leave")
    form = forms.LeaveForm(
        typed(request), deciding=deciding(request, member.fund),
        initial={"on": clock.today(), "act": "resigned"},
    )  # fmt: skip
    if attempt(form, standing.leave, actor=request.actor, member=member):
        toast(request, _("%(person)s is no member any more.") % {"person": member.person})
        return redirect(member)
    return _shown(request, "leave", form, member, will=said.after_leaving(member))


def died(request: Request, pk: int) -> HttpResponse:
    """The member died; dues stop, and what was paid for later days is listed to be returned."""
    member = member_here(request, pk, "funds.record_death")
    form = forms.DeathForm(typed(request), initial={"on": member.person.died_on})
    if attempt(form, standing.record_death, actor=request.actor, member=member):
        toast(request, _("The death of %(person)s is recorded.") % {"person": member.person})
        return redirect(member)
    return _shown(request, "died", form, member, will=said.after_death(member))


def undo(request: Request, pk: int) -> HttpResponse:
    """Take back a step that was entered in error, with the reason."""
    rows = MemberEvent.objects.visible_to(request.actor).select_related(
        "member__fund__organisation__area", "member__fund__book", "member__person", "resolution"
    )
    event = rows.filter(pk=pk).first()
    if event is None:
        raise OutOfArea("funds.memberevent")
    policy.require(request.actor, "funds.undo_step", event.node)
    stand_at(request, event.member.fund.organisation.area)
    form = ReasonForm(typed(request))
    if attempt(form, standing.undo_step, actor=request.actor, event=event):
        toast(request, _("The step is taken back."))
        return redirect(event.member)
    (step,) = said.steps_of((event,))
    return _shown(request, "undo", form, event.member, step=step)


def identity(request: Request, pk: int, kind: str) -> HttpResponse:
    """Seal the member's citizen or phone number."""
    member = member_here(request, pk, "funds.keep_identity")
    if kind not in (Identity.Kind.CITIZEN, Identity.Kind.PHONE):
        raise OutOfArea(f"identity:{kind}")
    form = IdentityForm(typed(request), kind=kind)
    if attempt(form, standing.keep_identity, actor=request.actor, member=member, kind=kind):
        toast(request, _("The number is sealed."))
        return redirect(member)
    return _shown(request, "identity", form, member, kind=Identity.Kind(kind).label)


def reveal(request: Request, pk: int, kind: str) -> HttpResponse:
    """Open a sealed number of a member, with the reason, logged."""
    member = member_here(request, pk, "funds.reveal_identity")
    if kind not in set(Identity.Kind):
        raise OutOfArea(f"identity:{kind}")
    form = ReasonForm(typed(request))
    number = attempt(form, standing.reveal_identity, actor=request.actor, member=member, kind=kind)
    context = {
        "form": form, "title": Identity.Kind(kind).label, "whose": f"{member.number} {member.person}",
        "number": number, "back": member.get_absolute_url(), "url": reverse("member-reveal", args=[pk, kind]),
    }  # fmt: skip
    return show(request, "funds/reveal.html", context)


def reveal_heir(request: Request, pk: int) -> HttpResponse:
    """Open a beneficiary's sealed number, with the reason, logged."""
    rows = Beneficiary.objects.visible_to(request.actor).select_related(
        "member__fund__organisation__area", "member__person"
    )
    heir = rows.filter(pk=pk).first()
    if heir is None:
        raise OutOfArea("funds.beneficiary")
    policy.require(request.actor, "funds.reveal_beneficiary", heir.node)
    stand_at(request, heir.member.fund.organisation.area)
    form = ReasonForm(typed(request))
    number = attempt(form, beneficiaries.reveal_beneficiary, actor=request.actor, beneficiary=heir)
    context = {
        "form": form, "title": _("Citizen number"), "whose": heir.name, "number": number,
        "back": heir.member.get_absolute_url(), "url": reverse("member-heir-reveal", args=[pk]),
    }  # fmt: skip
    return show(request, "funds/reveal.html", context)


def doubles_list(request: Request) -> HttpResponse:
    """Persons who seem to be in two funds, for the seat above both; and what was settled."""
    require_reader(request, "funds.doublemembership")
    rows = queries.doubles_waiting(request.actor)[:200]
    return show(
        request, "funds/doubles.html", {"rows": rows, "settled": queries.doubles_settled(request.actor)[:200]}
    )


def double(request: Request, pk: int) -> HttpResponse:
    """Two members of two funds side by side, and what was found out."""
    found = queries.double_of(request.actor, pk)
    policy.require(request.actor, "funds.settle_double", found.node)
    form = forms.SettleForm(typed(request), double=found)
    if attempt(form, doubles.settle_double, actor=request.actor, double=found):
        toast(request, _("What was found out is written down."))
        return redirect("member-doubles")
    sides = [(one, said.state_said(one)) for one in (found.low, found.high)]
    return show(request, "funds/double.html", {"form": form, "double": found, "sides": sides})
