"""Texts that may tell of the same event as one: with the reasons, those that a person looks for, what is said of each."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import tidy
from khabuan.core.toasts import toast
from khabuan.core.web import show
from khabuan.reader.actions.same import judge_same
from khabuan.reader.queries import texts as queries
from khabuan.reader.queries.same import Likeness, find_others, likenesses
from khabuan.reader.queries.timeline import accused_in, days_said
from khabuan.reader.rules.timeline import Verdict, likely_day, without_names
from khabuan.reader.views.showing import lead_of
from khabuan.reader.views.texts import text_here, to_act_on
from khabuan.reader.views.timeline import day_words

LOOKS = {Verdict.SAME: "done", Verdict.OTHER: "quiet", Verdict.OPEN: "need"}


def same(request: Request, pk: int) -> HttpResponse:
    """Those that share its day and what both name, and any other by words; the answer links both, or keeps them apart."""
    if request.method == "POST":
        return _judge(request, pk)
    row, actor = text_here(request, pk), request.actor
    day = likely_day(days_said(actor, [row.pk]).get(row.pk, ()))
    found = likenesses(actor, [row]).get(row.pk, [])
    words = tidy(request.GET.get("q", ""))[:100]
    others = find_others(actor, row, words) if words else []
    accused = accused_in(actor, [one.pk for one in others]) if others else {}
    said_same = {one.text.pk for one in found if one.verdict == Verdict.SAME}
    context = {
        "row": row,
        "words": words,
        "others": [
            (one, without_names(one.title, accused.get(one.pk, ())), lead_of(one), one.pk in said_same)
            for one in others
        ],
        "lead": " · ".join(filter(None, (row.title, day_words(day) if day else ""))),
        "lines": [
            (
                one, " · ".join(filter(None, (day_words(one.day) if one.day else "", why_words(one)))),
                LOOKS[Verdict(one.verdict)], _(Verdict(one.verdict).label),
            )
            for one in found
        ],
        "may_judge": policy.may(actor, "reader.judge_same", row.node),
    }  # fmt: skip
    return show(request, "reader/same.html", context)


def why_words(one: Likeness) -> str:
    """How likely it is, and why: "80 of 100: the same day, at the same place (ต.ดาวเรือง)"; "" where no rule says so."""
    if not one.reasons:
        return ""
    told = (f"{_(why.sign.label)} ({why.words})" if why.words else _(why.sign.label) for why in one.reasons)
    return _("%(points)d of 100: %(reasons)s") % {"points": one.points, "reasons": ", ".join(told)}


def _judge(request: Request, pk: int) -> HttpResponse:
    row, typed = to_act_on(request, pk, "judge_same"), request.POST.get("other", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 19):
        raise OutOfArea("text")
    other = queries.text_of(request.actor, int(typed))
    judge_same(actor=request.actor, text=row, other=other, verdict=request.POST.get("verdict", ""))
    toast(request, _("Noted of both texts."))
    return redirect("reader-same", row.pk)
