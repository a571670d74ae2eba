"""Votes in words: how many hands of how many heads, what carries, what the vote comes to."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core import clock
from khabuan.followup.models import Duty
from khabuan.followup.sentences import duty_standing, owner_of
from khabuan.meetings.models import Motion
from khabuan.meetings.rules.quorum import Base, Method, Outcome
from khabuan.meetings.rules.votes import Result
from khabuan.meetings.sentences.attendance import hour_words


def tally_words(motion: Motion) -> str:
    """เห็นชอบ 20 · ไม่เห็นชอบ 0 · งดออกเสียง 1 · องค์ประชุม 21 เมื่อ 09.52 น."""
    if motion.method == Method.CONSENT:
        parts = [_("nobody objected")]
    else:
        parts = [
            _("for %(n)d") % {"n": motion.votes_for},
            _("against %(n)d") % {"n": motion.against},
        ]
    if motion.abstained or motion.method != Method.CONSENT:
        parts.append(_("abstained %(n)d") % {"n": motion.abstained})
    if motion.spoilt:
        parts.append(_("spoilt %(n)d") % {"n": motion.spoilt})
    if motion.casting is not None:
        parts.append(_("the chair decided for it") if motion.casting else _("the chair decided against it"))
    if motion.apart:
        parts.append(apart_words(motion.apart))
    there = _("%(present)d members there at %(hour)s")
    parts.append(there % {"present": motion.present, "hour": hour_words(motion.decided_at)})
    return " · ".join(parts)


def apart_words(apart: int) -> str:
    """มีส่วนได้เสีย 1 คน ไม่ลงคะแนน"""
    words = ngettext("%(n)d with an interest did not vote", "%(n)d with an interest did not vote", apart)
    return words % {"n": apart}


def counted_words(result: Result) -> str:
    """นับแล้ว 20 จากผู้มีสิทธิลงคะแนน 20 คน (มา 21 …) · ต้องได้ 11 เสียง"""
    facts = {
        "counted": result.tally.counted,
        "voters": result.voters,
        "present": result.quorum.present,
        "needed": result.votes_needed,
    }
    told = _("%(counted)d counted of %(voters)d who may vote (%(present)d are there)") % facts
    if result.apart:
        told = f"{told} · {apart_words(result.apart)}"
    if result.rules.majority_base is Base.CAST:
        return f"{told} · {_('%(needed)d votes carry, of those for and against') % facts}"
    return f"{told} · {_('%(needed)d votes carry') % facts}"


def outcome_words(result: Result) -> str:
    """What the vote comes to, said plainly."""
    tally = result.tally
    facts = {"votes_for": tally.votes_for, "against": tally.against}
    if tally.casting is not None and result.outcome is not Outcome.NO_QUORUM:
        decided = (
            _("Tied, %(votes_for)d to %(against)d: the chair decides for it, it is carried")
            if tally.casting
            else _("Tied, %(votes_for)d to %(against)d: the chair decides against it, it is not carried")
        )
        return decided % facts
    return {
        Outcome.CARRIED: _("Carried, %(votes_for)d to %(against)d"),
        Outcome.LOST: _("Not carried, %(votes_for)d to %(against)d"),
        Outcome.TIED: _("Tied, %(votes_for)d to %(against)d: it is not carried unless the chair decides"),
        Outcome.NO_QUORUM: _("There is no quorum: the vote is kept as it was and makes no resolution"),
    }[result.outcome] % facts


def record_words(result: Result, number: str) -> str:
    """The button that records: it repeats what the vote comes to."""
    facts = {
        "number": number, "votes_for": result.tally.votes_for, "against": result.tally.against,
    }  # fmt: skip
    if result.tally.casting is not None and result.outcome is not Outcome.NO_QUORUM:
        decided = (
            _(
                "Record resolution %(number)s: carried by the chair's casting vote, %(votes_for)d to %(against)d"
            )
            if result.tally.casting
            else _("Record that the chair's casting vote did not carry it, %(votes_for)d to %(against)d")
        )
        return decided % facts
    if result.carries:
        return _("Record resolution %(number)s: carried %(votes_for)d to %(against)d") % facts
    if result.outcome is Outcome.NO_QUORUM:
        return _("Record that it was voted on without a quorum")
    if result.outcome is Outcome.TIED:
        return _("Record that it was tied %(votes_for)d to %(against)d") % facts
    return _("Record that it was not carried %(votes_for)d to %(against)d") % facts


def title_of(motion: Motion) -> str:
    """The number of the resolution where there is one, else what became of the motion."""
    if motion.resolution is not None:
        return str(motion.resolution)
    return f"{motion.item.number} · {_(Outcome(motion.outcome).label)}"


def recount_words(motion: Motion, listed: int) -> str:
    """มติ 2/2569 ข้อ 4.1 ลงคะแนนเมื่อ 22.06 น. นับไว้ว่ามี 2 คน แต่ตามบัญชีลงชื่อมี 5 คน"""
    words = _(
        "%(what)s was voted on at %(hour)s and counted with %(present)d members there; by the sign-in list there "
        "were %(listed)d. The vote stands as it was counted until it is taken again."
    )
    facts = {"hour": hour_words(motion.decided_at), "present": motion.present, "listed": listed}
    return words % {"what": title_of(motion), **facts}


def duty_words(duty: Duty) -> str:
    """ผู้ติดตาม: … · กำหนด …"""
    return f"{owner_of(duty)} · {duty_standing(duty, clock.today())}"
