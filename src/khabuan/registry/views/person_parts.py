"""What belongs to one person: sealed numbers, house, family ties, leadership, consents."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.thai import CitizenNumber, Phone
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show
from khabuan.places.models import AreaKind
from khabuan.registry.actions import people as actions
from khabuan.registry.forms import people as forms
from khabuan.registry.models import Consent, Identity, Person
from khabuan.registry.queries import choices, person_pages
from khabuan.registry.rules.consents import Purpose, consent_texts, version_on
from khabuan.registry.sentences import people as said
from khabuan.registry.views.people import person_to_act_on, require_reader


def identity_keep(request: Request, pk: int, kind: str) -> HttpResponse:
    """Seal a number of a person; one that fits no card is asked about, then taken and flagged."""
    found = person_to_act_on(request, pk, "registry.keep_identity")
    kind_label = _kind_label(kind)
    form = forms.IdentityForm(request.POST or None, kind=kind)
    if attempt(form, actions.keep_identity, actor=request.actor, person=found, kind=kind):
        toast(request, _("The %(kind)s of %(person)s is sealed.") % {"kind": kind_label, "person": found})
        return redirect("person", pk=pk)
    context = {"form": form, "name": str(found), "key": str(pk), "kind": kind_label}
    return show(request, "registry/person_number.html", context)


def identity_reveal(request: Request, pk: int, kind: str) -> HttpResponse:
    """Open a sealed number for a stated reason. It stands in this one answer and nowhere else."""
    found = person_to_act_on(request, pk, "registry.reveal_identity")
    form = forms.RevealForm(request.POST or None)
    number = None
    if request.method == "POST":
        number = attempt(form, actions.reveal_identity, actor=request.actor, person=found, kind=kind)
    context = {
        "form": form,
        "name": str(found),
        "key": str(pk),
        "kind": _kind_label(kind),
        "is_open": number is not None,
        "number": _as_written(kind, number or ""),
    }
    return show(request, "registry/person_reveal.html", context)


def _kind_label(kind: str) -> str:
    if kind not in Identity.Kind:
        raise Http404
    return str(Identity.Kind(kind).label)


def _as_written(kind: str, number: str) -> str:
    """The number in the groups in which the card or people write it."""
    if kind == Identity.Kind.CITIZEN:
        return CitizenNumber.parse(number).shown
    return Phone.parse(number).shown if kind == Identity.Kind.PHONE and number else number


def household_join(request: Request, pk: int) -> HttpResponse:
    """Put a person into a house of the place where the person lives."""
    found = person_to_act_on(request, pk, "registry.join_household")
    houses = person_pages.houses_in(request.actor, found.area)
    form = forms.JoinForm(
        request.POST or None,
        houses=houses,
        initial={"household": request.GET.get("house"), "role": "resident"},
    )
    if attempt(form, actions.join_household, actor=request.actor, person=found):
        toast(request, _("%(person)s is in the house now.") % {"person": found})
        return redirect("person", pk=pk)
    context = {
        "form": form,
        "name": str(found),
        "key": str(pk),
        "place": said.place_words(found.area),
        "has_houses": bool(houses),
    }
    return show(request, "registry/person_house.html", context)


def household_add(request: Request, pk: int) -> HttpResponse:
    """Enter a house that is not in the list yet, then go on to put the person into it."""
    found = person_to_act_on(request, pk, "registry.keep_household")
    form = forms.HouseholdForm(request.POST or None)
    if request.method == "POST":
        house = attempt(form, actions.add_household, actor=request.actor, area=found.area)
        if house:
            return redirect(f"{reverse('household-join', args=[pk])}?house={house.pk}")
    context = {"form": form, "name": str(found), "key": str(pk), "place": said.place_words(found.area)}
    return show(request, "registry/person_house_add.html", context)


def tie_add(request: Request, pk: int) -> HttpResponse:
    """Record a family tie: look for the other by name, choose, say what this person is to them."""
    found = person_to_act_on(request, pk, "registry.add_tie")
    words = request.GET.get("q", "")[:100]
    others = [one for one in person_pages.people_named(request.actor, words) if one.pk != pk]
    form = forms.TieForm(request.POST or None, people=others)
    if attempt(form, actions.add_tie, actor=request.actor, person=found):
        toast(request, _("The tie of %(person)s is written down.") % {"person": found})
        return redirect("person", pk=pk)
    context = {
        "form": form,
        "name": str(found),
        "key": str(pk),
        "words": words,
        "others": others,
        "url": request.get_full_path(),
    }
    return show(request, "registry/person_tie.html", context)


def leader_add(request: Request, pk: int) -> HttpResponse:
    """Record that a person leads at a level, for an issue."""
    found = person_to_act_on(request, pk, "registry.keep_leader")
    own = choices.tambon_of(request.actor, found.area)
    first = {"area": own, "level": "tambon"} if own.kind == AreaKind.SUBDISTRICT else {"area": own}
    form = forms.LeaderForm(request.POST or None, actor=request.actor, place=own, initial=first)
    if attempt(form, actions.add_leader, actor=request.actor, person=found):
        toast(request, _("%(person)s is written down as a leader.") % {"person": found})
        return redirect("person", pk=pk)
    context = {"form": form, "name": str(found), "key": str(pk)}
    return show(request, "registry/person_leader.html", context)


def consent_give(request: Request, pk: int) -> HttpResponse:
    """Write down that a person agreed, in the words of today's version, with the signed paper."""
    found = person_to_act_on(request, pk, "registry.keep_consent")
    version = version_on(clock.today())
    client_key = once(request)
    form = forms.ConsentForm(
        request.POST or None,
        request.FILES or None,
        initial={"given_on": clock.today(), "purpose": request.GET.get("purpose", Purpose.REGISTER.value)},
    )
    facts = {"actor": request.actor, "person": found, "text_version": version, "client_key": client_key}
    if attempt(form, actions.give_consent, **facts):
        toast(request, _("The consent of %(person)s is written down.") % {"person": found})
        return redirect("person", pk=pk)
    context = {
        "form": form,
        "name": str(found),
        "key": str(pk),
        "texts": said.texts_of(version),
        "version": version,
        "client_key": client_key,
    }
    return show(request, "registry/person_consent.html", context)


def consent_texts_page(request: Request) -> HttpResponse:
    """All words that were ever read out, by version: what a consent refers to."""
    require_reader(request, "registry.consent")
    versions = dict.fromkeys(text.version for text in consent_texts())
    context = {"versions": [(version, said.texts_of(version)) for version in versions]}
    return show(request, "registry/consent_texts.html", context)


def consent_withdraw(request: Request, pk: int) -> HttpResponse:
    """Write down that a person took a consent back."""
    consent = get_object_or_404(
        Consent.objects.visible_to(request.actor).select_related("person__area"), pk=pk
    )
    policy.require(request.actor, "registry.withdraw_consent", consent.node)
    form = forms.WithdrawForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, actions.withdraw_consent, actor=request.actor, consent=consent):
        toast(request, _("The consent is taken back."))
        return redirect("person", pk=consent.person_id)
    person: Person = consent.person
    context = {
        "form": form,
        "name": str(person),
        "key": str(person.pk),
        "consent": said.ConsentLine.of(consent, clock.today()),
    }
    return show(request, "registry/person_consent_withdraw.html", context)
