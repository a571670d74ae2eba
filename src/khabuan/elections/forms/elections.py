"""An election: which post, how many seats, why, at which meeting, for which term; who stands; why it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.core.parts.words import shown_year, thai_date
from khabuan.elections.models import Election
from khabuan.elections.queries.elections import STATES, Wanted
from khabuan.elections.queries.vacancies import leavers_of
from khabuan.elections.rules.words import Leaving, Purpose
from khabuan.meetings.models import Meeting
from khabuan.meetings.rules.meetings import State
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import RowField, choices_of, offer
from khabuan.registry.models import Appointment, Organisation, Post
from khabuan.registry.queries import choices
from khabuan.registry.queries.finding import own_group
from khabuan.registry.rules.kinds import SINGLE_HOLDER, OrganisationKind, PostTitle

NEW = "new-"  # a title for which the body has no post yet
MOST_MEETINGS = 20
TITLES: dict[OrganisationKind, tuple[PostTitle, ...]] = {
    OrganisationKind.COUNCIL: (
        PostTitle.CHAIR, PostTitle.VICE_CHAIR, PostTitle.SECRETARY, PostTitle.TREASURER, PostTitle.MEMBER,
        PostTitle.DELEGATE,
    ),
    OrganisationKind.PROVINCE_MEETING: (PostTitle.CHAIR, PostTitle.SECRETARY, PostTitle.NATIONAL_DELEGATE),
    OrganisationKind.STANDING_BODY: (
        PostTitle.CHAIR, PostTitle.VICE_CHAIR, PostTitle.SECRETARY, PostTitle.COMMITTEE,
        PostTitle.NATIONAL_DELEGATE,
    ),
}  # fmt: skip
OTHERS = (
    PostTitle.CHAIR,
    PostTitle.VICE_CHAIR,
    PostTitle.SECRETARY,
    PostTitle.TREASURER,
    PostTitle.COMMITTEE,
)
"""Titles that a body of a kind elects, offered where it has no such post yet."""


def offer_meetings(
    form: forms.Form, actor: Actor, body: Organisation, *, also: Meeting | None = None
) -> None:
    """The last meetings of a body, for a form's field `meeting`."""
    rows = Meeting.objects.visible_to(actor).filter(organisation=body).exclude(state=State.CANCELLED)
    found = list(rows.order_by("-on", "-pk")[:MOST_MEETINGS])
    if also is not None and also not in found:
        found.append(also)
    offer(form, "meeting", [(row, f"{row} · {thai_date(row.on)}") for row in found], _("none of these"))


class MeetingFields(forms.Form):
    """At which meeting, or on which day by the old paper."""

    meeting = RowField(label=_("Meeting"), required=False)
    on = ThaiDateField(
        label=_("Day of the election"), required=False, help_text=_("Empty: the day of the meeting chosen.")
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        meeting = facts.get("meeting")
        if facts.get("on") is None and "on" not in self.errors:
            if meeting is None:
                self.add_error("on", gettext("Choose the meeting, or write the day."))
            else:
                facts["on"] = meeting.on
        return facts


class SeatsForm(MeetingFields):
    """Seats, meeting and term: what may be corrected too."""

    seats = forms.IntegerField(label=_("How many seats are elected"), min_value=1, max_value=1000)
    meeting_words = forms.CharField(
        label=_("Meeting as the paper words it"), max_length=200, required=False,
        help_text=_("For an old election, whose meeting is not in this book."),
    )  # fmt: skip
    since = ThaiDateField(
        label=_("First day of the term"), required=False, help_text=_("Empty: the day of the election.")
    )
    until = ThaiDateField(
        label=_("Last day of the term"),
        required=False,
        help_text=_("Empty: by the years of the post; a successor serves the rest of the term."),
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class ElectionForm(SeatsForm):
    """A new election. `post` is one of the body's posts, or a title for which it has none yet."""

    post = forms.ChoiceField(label=_("Post that is elected"))
    purpose = forms.ChoiceField(
        label=_("Why it is held"), choices=choices_of(Purpose), widget=forms.RadioSelect
    )
    in_place_of = RowField(label=_("In whose place"), required=False)
    seats = forms.IntegerField(
        label=_("How many seats are elected"), min_value=1, max_value=1000, required=False,
        help_text=_("Empty: all the seats of the post; one where a single seat is filled."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, actor: Actor, body: Organisation, posts: Sequence[Post], on: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.posts = {str(post.pk): post for post in posts}
        have = {post.title for post in posts}
        titles = TITLES.get(OrganisationKind(body.kind), OTHERS)
        missing = [title for title in titles if title not in have]
        listed = [(key, post_line(post)) for key, post in self.posts.items()]
        listed += [
            (f"{NEW}{title}", gettext("%(post)s (not set up yet)") % {"post": gettext(title.label)})
            for title in missing
        ]
        choose_from(self, "post", [("", _("choose")), *listed])
        offer_meetings(self, actor, body)
        leavers = [(row, leaver_line(row)) for row in leavers_of(actor, body, on)]
        offer(self, "in_place_of", leavers, _("nobody"))

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        chosen = facts.pop("post", "")
        facts["post"] = self.posts.get(chosen)
        facts["title"] = chosen.removeprefix(NEW) if chosen.startswith(NEW) else ""
        if facts.get("seats") is None and "seats" not in self.errors and chosen:
            facts["seats"] = self._seats_of(facts["post"], facts["title"], facts.get("purpose", ""))
            if facts["seats"] is None:
                self.add_error(
                    "seats", gettext("Write how many seats are elected: the post has no fixed number.")
                )
        return facts

    def _seats_of(self, post: Post | None, title: str, purpose: str) -> int | None:
        """How many are elected where nobody wrote it; None: it cannot be known."""
        if purpose in (Purpose.SUCCESSOR, Purpose.VACANCY) or title in SINGLE_HOLDER:
            return 1
        return post.holders if post is not None else None


def post_line(post: Post) -> str:
    """ "ประธาน · 1 ที่นั่ง"."""
    if post.holders is None:
        return gettext("%(post)s · no fixed number of seats") % {"post": post}
    return gettext("%(post)s · seats: %(seats)d") % {"post": post, "seats": post.holders}


def leaver_line(row: Appointment) -> str:
    """Who left which post, when and why."""
    words = f"{row.person} · {row.post} · {thai_date(row.ended_on)}" if row.ended_on else str(row)
    return f"{words} · {row.ended_reason}" if row.ended_reason else words


class CorrectForm(SeatsForm):
    reason = forms.CharField(label=_("Why it changes"), max_length=300)

    def __init__(self, *args: Any, actor: Actor, election: Election, **options: Any) -> None:
        names = ("seats", "meeting_words", "on", "since", "until", "note")
        initial = {name: getattr(election, name) for name in names} | {"meeting": election.meeting_id}
        options.setdefault("initial", initial)
        super().__init__(*args, **options)
        offer_meetings(self, actor, election.organisation, also=election.meeting)


class ProposalForm(forms.Form):
    """Who proposed a candidate and who seconded, as the minutes have it."""

    proposer = forms.CharField(label=_("Proposed by"), max_length=200, required=False)
    seconder = forms.CharField(label=_("Seconded by"), max_length=200, required=False)


class NewCandidateForm(ProposalForm):
    """A candidate who is not in the book yet."""

    title = forms.CharField(label=_("Title of name"), max_length=60, required=False)
    given = forms.CharField(label=_("First name"), max_length=120)
    surname = forms.CharField(label=_("Surname"), max_length=120, required=False)
    area = RowField(label=_("Lives in"), help_text=_("The smallest place that is known."))
    is_another = forms.BooleanField(label=_("I looked: this is another person"), required=False)

    def __init__(self, *args: Any, actor: Actor, body: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        place = choices.tambon_of(actor, body.area)
        near = choices.places_below(actor, place) or [(body.area, str(body.area))]
        offer(self, "area", near)
        self.fields["area"].initial = str(body.area_id)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        self.looked = bool(facts.pop("is_another", False))
        return facts


class LeaveForm(forms.Form):
    """A candidate stands no more."""

    why = forms.ChoiceField(label=_("Why no more"), choices=choices_of(Leaving), widget=forms.RadioSelect)
    words = forms.CharField(label=_("In words"), max_length=200, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ChooseForm(forms.Form):
    """Which body elects."""

    body = BodyField(label=_("Which organisation elects?"), help_text=_("A part of its name."))

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.initial.setdefault("body", own_group(actor))
        look_among(self, "body", actor)

    def clean_body(self) -> Organisation:
        body: Organisation = self.cleaned_data["body"]
        if not self.actor.reaches(body.node):
            raise forms.ValidationError(
                _("Another office records for this organisation. Choose one of yours.")
            )
        return body


class FilterForm(forms.Form):
    """What the list shows; unknown values are passed over. `years` are CE."""

    state = forms.ChoiceField(label=_("State"), required=False)
    title = forms.ChoiceField(label=_("Post"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        words = {
            "": _("that count"), "waiting": _("that are not finished"), "confirmed": _("that are confirmed"),
            "no_quorum": _("without a quorum"), "withdrawn": _("that were taken back"),
        }  # fmt: skip
        choose_from(self, "state", sorted(((key, words[key]) for key in STATES), key=lambda pair: pair[0]))
        choose_from(self, "title", [("", _("any post")), *choices_of(PostTitle)])
        named = [(str(year), str(shown_year(year))) for year in years]
        choose_from(self, "year", [("", _("all years")), *named])

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        facts = self.cleaned_data
        return Wanted(facts.get("state", ""), facts.get("title", ""), facts.get("year"))
