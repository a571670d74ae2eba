"""Who receives when a member dies (ผู้รับผลประโยชน์): named anew as a whole, earlier ones kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.audit import chain as audit
from khabuan.core import clock, secrets
from khabuan.core.errors import Refused
from khabuan.core.keys import new_key
from khabuan.core.reasons import is_reason
from khabuan.core.thai import CitizenNumber, tidy
from khabuan.funds.models import Beneficiary, Member, MemberEvent
from khabuan.funds.rules.membership import shares_agree
from khabuan.funds.rules.words import MemberAct


@dataclass(frozen=True, kw_only=True)
class Heir:
    """One who receives, as the form says: name, relation, share in per cent; the number is sealed."""

    name: str
    share: int
    relation: str = ""
    born_on: date | None = None
    citizen: str = ""


@action("funds.name_beneficiaries", on="member")
def name_beneficiaries(
    *, actor: Actor, member: Member, on: date, heirs: Sequence[Heir], witness: str = "", reason: str = ""
) -> Member:
    """Name who receives from a day on; those named before end that day.

    Refused: a day to come, shares that are not 100 together, a member who has died.
    """
    if on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="on")
    if member.person.died_on and on > member.person.died_on:
        raise Refused(
            "died", _("The member has died. Who receives stays as it was named before."), field="on"
        )
    name_heirs(member, on, heirs, witness)
    add(MemberEvent, member=member, act=MemberAct.BENEFICIARIES, on=on, reason=tidy(reason))
    return member


def name_heirs(member: Member, on: date, heirs: Sequence[Heir], witness: str) -> None:
    """The same in the running action of who has judged the day."""
    if not shares_agree([heir.share for heir in heirs]):
        raise Refused("shares", _("The shares must be 100 per cent together. Correct them."), field="share_1")
    sealed = {_of_words(row): row for row in _now(member)}
    for row in sealed.values():
        change(row, until=max(on, row.since or on))
    for heir in heirs:
        key, number = new_key(), CitizenNumber.parse(heir.citizen)
        known = sealed.get((tidy(heir.name), tidy(heir.relation)))
        if number.digits:
            clean, shown = number.digits, number.mask
        elif known is not None and known.sealed:
            clean, shown = secrets.unseal(bytes(known.sealed), f"beneficiary.{known.pk}"), known.shown
        else:
            clean, shown = "", ""
        add(
            Beneficiary, id=key, member=member, name=tidy(heir.name), relation=tidy(heir.relation),
            share=heir.share, born_on=heir.born_on, since=on, witness=tidy(witness), shown=shown,
            sealed=secrets.seal(clean, f"beneficiary.{key}") if clean else b"",
        )  # fmt: skip


def _now(member: Member) -> list[Beneficiary]:
    return list(Beneficiary.everywhere.filter(member=member, until__isnull=True).order_by("pk"))


def _of_words(row: Beneficiary) -> tuple[str, str]:
    return row.name, row.relation


@action("funds.reveal_beneficiary", on="beneficiary")
def reveal_beneficiary(*, actor: Actor, beneficiary: Beneficiary, reason: str) -> str:
    """Open a beneficiary's sealed number, for a stated reason; who opened it and why is logged. "" for none."""
    if not is_reason(reason):
        raise Refused("no_reason", _("Write why you need this number."), field="reason")
    if not beneficiary.sealed:
        return ""
    audit.record_identity_read(
        audit.Doer(actor.seat, actor.title), kind="funds.beneficiary", subject_id=beneficiary.pk,
        what="citizen", reason=tidy(reason),
    )  # fmt: skip
    return secrets.unseal(bytes(beneficiary.sealed), f"beneficiary.{beneficiary.pk}")
