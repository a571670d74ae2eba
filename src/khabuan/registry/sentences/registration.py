"""The steps of จดแจ้ง, with what each lacks."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from khabuan.core.parts.words import thai_date
from khabuan.files.models import Attachment
from khabuan.registry.queries.organisations import RegistrationLine
from khabuan.registry.rules.registration import PAPERS, Missing, Step
from khabuan.registry.sentences.organisations import lack_words
from khabuan.registry.sentences.profile import Profile


def step_label(step: str) -> str:
    return _(Step(step).label)


@dataclass(frozen=True)
class StepSaid:
    """A step of จดแจ้ง on the page."""

    key: int
    what: str
    more: str
    lacks: str
    state: str
    files: tuple[Attachment, ...]
    can_be_filled: bool = False  # something is missing that is no paper to attach


def steps_of(profile: Profile) -> list[StepSaid]:
    """The steps that happened, in order, each with what it lacks; those taken back stay to be seen."""
    lacking = profile.one.registration.missing if profile.one.registration else ()
    return [
        _step_said(line, tuple(lack for lack in lacking if lack.entry == line.registration.pk))
        for line in profile.one.registrations
    ]


def _step_said(line: RegistrationLine, lacks: tuple[Missing, ...]) -> StepSaid:
    row = line.registration
    day = thai_date(row.on, precision=row.on_precision) if row.on else _("day not known")
    parts = [day]
    if row.number:
        parts.append(_("No. %(number)s") % {"number": row.number})
    if row.receiver:
        parts.append(_("received by %(name)s") % {"name": row.receiver})
    if row.agreed is not None and row.present is not None:
        parts.append(
            _("%(agreed)d of %(present)d present agreed") % {"agreed": row.agreed, "present": row.present}
        )
    if row.note:
        parts.append(row.note)
    if row.withdrawn_on:
        what = _("Taken back: %(step)s") % {"step": step_label(row.step)}
        return StepSaid(row.pk, what, " · ".join(parts), "", "quiet", line.files)
    return StepSaid(
        row.pk,
        step_label(row.step),
        " · ".join(parts),
        lack_words(lacks),
        "need" if lacks else "done",
        line.files,
        any(lack.need not in PAPERS for lack in lacks),
    )
