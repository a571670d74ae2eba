"""Pages of lists of members: the fund's file goes in, its columns are named, rows are settled, members are saved."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.held import seems_dead
from khabuan.core.parts.words import number
from khabuan.core.toasts import toast
from khabuan.core.uploads import was_too_big
from khabuan.core.web import attempt, show
from khabuan.funds import bringing_in as work
from khabuan.funds import list_files, list_words
from khabuan.funds.actions import bringing_in as actions
from khabuan.funds.actions.who import NEW, SAME_AS, SKIP
from khabuan.funds.forms.lists import ColumnsForm, ListFileForm, SettleForm
from khabuan.funds.models import Fund, MemberList, MemberListRow
from khabuan.funds.queries import funds_of, member_lists
from khabuan.funds.rules.words import ListState, RowVerdict

CELLS = 40
#: A file of at most so many bytes is read before the answer; so few members are saved before it.
SMALL, FEW = 1_000_000, 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _fund(request: Request, pk: int) -> Fund:
    found = funds_of(request.actor).filter(pk=pk).first()
    if found is None:
        raise OutOfArea("fund")
    policy.require(request.actor, "funds.take_list", found.node)
    return found


def _roll(request: Request, pk: int) -> MemberList:
    found = member_lists.lists_of(request.actor).filter(pk=pk).first()
    if found is None:
        raise OutOfArea("list of members")
    policy.require(request.actor, "funds.take_list", found.node)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: Request, pk: int) -> HttpResponse:
    """The lists of a fund that came in, and the next one."""
    fund, data = (
        _fund(request, pk),
        (request.POST, request.FILES) if request.method == "POST" else (None, None),
    )
    form = ListFileForm(*data, too_big=request.method == "POST" and was_too_big(request))
    if form.is_bound and form.is_valid() and not form.errors:
        file = form.cleaned_data.pop("file")
        content = file.read()
        facts = {"actor": request.actor, "fund": fund, "file_name": file.name, "content": content}
        roll = attempt(form, actions.take_list, **facts)
        if roll is not None:
            if len(content) <= SMALL:
                work.rehearse(request.actor, roll)
            return redirect("member-list", roll.pk)
    page = Paginator(member_lists.lists_of(request.actor, fund), CELLS).get_page(request.GET.get("page"))
    return show(request, "funds/member_lists.html", {"fund": fund, "form": form, "page": page})


@require_safe
def template(request: Request) -> HttpResponse:
    """The empty list."""
    return _send(_("Members of the fund"), list_files.template())


def _send(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def one(request: Request, pk: int) -> HttpResponse:
    """How far it is, what its columns are, or what each row would do."""
    roll = _roll(request, pk)
    context: dict[str, Any] = {"roll": roll, "fund": roll.fund, "steps": _steps(), "lead": _lead(roll)}
    if roll.is_working:
        words, now = _progress(roll), 3 if roll.state in (ListState.QUEUED, ListState.SAVING) else 2
        return show(request, "funds/member_list_working.html", {
            **context, "words": words, "dead": seems_dead(roll), "now": now,
        }, partial="live")  # fmt: skip
    if roll.state in (ListState.REFUSED, ListState.DISCARDED):
        said = (
            list_words.file_refusal(*roll.refusal)
            if roll.refusal
            else _("Nothing of it was saved. You can send it again.")
        )
        return show(request, "funds/member_list_refused.html", {**context, "said": said})
    form = ColumnsForm(columns=roll.columns, this_year=clock.today().year)
    if roll.state == ListState.COLUMNS:
        return show(request, "funds/member_list_columns.html", {**context, "form": form, "now": 2})
    return show(request, "funds/member_list.html", {**context, "form": form, **_result(request, roll)})


def _result(request: Request, roll: MemberList) -> dict[str, Any]:
    wrong = Paginator(member_lists.rows_of(request.actor, roll, RowVerdict.WRONG), CELLS).get_page(
        request.GET.get("page")
    )
    counts, is_done = roll.counts, roll.state == ListState.DONE
    waiting = member_lists.rows_of(request.actor, roll, RowVerdict.CHOOSE)
    differing = member_lists.rows_of(request.actor, roll, RowVerdict.DIFFERS)
    differs = Paginator(differing, CELLS).get_page(request.GET.get("differs"))
    choose, decided = waiting.filter(decision="").count(), waiting.exclude(decision="").count()
    good = decided if is_done else counts.get("new", 0) + counts.get("matched", 0) + decided
    return {
        "is_done": is_done, "now": 3 if is_done else 2, "wrong": wrong, "saved": counts.get("saved", 0), "good": good,
        "cells": member_lists.wrong_cells(roll, list(wrong)), "notices": member_lists.notices_of(roll),
        "differs": differs, "differing": member_lists.differing_cells(roll, list(differs)),
        "corrected": counts.get("corrected", 0), "choose": choose, "will": _will(roll, good, choose + wrong.paginator.count),
        "good_note": _("%(known)s are members already") % {"known": number(counts.get("known", 0))},
    }  # fmt: skip


def _will(roll: MemberList, good: int, left: int) -> list[str]:
    """What pressing the button will do, in figures."""
    counts = roll.counts
    will = [_("Add %(n)s members to the register of the fund") % {"n": number(good)}]
    if matched := counts.get("matched"):
        will.append(
            _("Of these, %(n)s persons are known already and are not entered again") % {"n": number(matched)}
        )
    if unpaid := counts.get("unpaid"):
        will.append(
            _(
                "%(n)s have no “paid up to” in the file: they count as paid up to the day before the books begin"
            )
            % {"n": number(unpaid)}
        )
    if known := counts.get("known"):
        will.append(
            _("Leave %(n)s rows out: these numbers are in the register already") % {"n": number(known)}
        )
    if left:
        will.append(
            _("Leave out %(n)s rows for now: they wait to be settled or corrected") % {"n": number(left)}
        )
    will.append(_("Money does not change: what the fund has is counted when it goes live"))
    return will


def _steps() -> list[str]:
    return [_("Choose a file"), _("See the result"), _("Save")]


def _lead(roll: MemberList) -> str:
    parts = [roll.file_name]
    if roll.sheet_name:
        parts.append(_("sheet “%(name)s”") % {"name": roll.sheet_name})
    if roll.total:
        parts.append(_("%(n)s rows") % {"n": number(roll.total)})
    return " · ".join(parts)


def _progress(roll: MemberList) -> str:
    if roll.state == ListState.SAVING:
        values = {"done": number(roll.done), "total": number(roll.total)}
        return _("Saved %(done)s of %(total)s rows. You may leave this page; it goes on by itself.") % values
    return _("The list is being read. You may leave this page and come back.")


@require_POST
def columns(request: Request, pk: int) -> HttpResponse:
    """Somebody says what the columns are; the file is read anew by that."""
    roll = _roll(request, pk)
    form = ColumnsForm(request.POST, columns=roll.columns, this_year=clock.today().year)
    if form.is_valid():
        try:
            made = actions.name_columns(actor=request.actor, roll=roll, chosen=form.chosen)
        except Refused as no:
            form.add_error(None, str(no.message))
        else:
            if roll.blob.size <= SMALL:
                work.rehearse(request.actor, made)
            return redirect("member-list", made.pk)
    context = {
        "roll": roll,
        "fund": roll.fund,
        "steps": _steps(),
        "lead": _lead(roll),
        "form": form,
        "now": 2,
    }
    return show(request, "funds/member_list_columns.html", context)


@require_safe
def red_file(request: Request, pk: int) -> HttpResponse:
    """The file back, its wrong cells red."""
    roll = _roll(request, pk)
    rows = list(member_lists.rows_of(request.actor, roll, RowVerdict.WRONG))
    stem = roll.file_name.rpartition(".")[0] or roll.file_name
    return _send(f"{stem} {_('to correct')}", list_files.returned(roll, rows))


@require_POST
def save(request: Request, pk: int) -> HttpResponse:
    """Save the good rows, or change who is here by the list; few ones before the answer."""
    roll = _roll(request, pk)
    try:
        actions.save_list(actor=request.actor, roll=roll, correcting=request.POST.get("what") == "correct")
    except Refused as no:
        toast(request, str(no.message))
        return redirect("member-list", roll.pk)
    if roll.total <= FEW:
        work.save_rows(request.actor, roll)
    return redirect("member-list", roll.pk)


@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw the list away."""
    roll = _roll(request, pk)
    actions.discard_list(actor=request.actor, roll=roll)
    toast(request, _("“%(name)s” does not wait any more.") % {"name": roll.file_name})
    return redirect("member-lists", roll.fund_id)


@require_POST
def go_on(request: Request, pk: int) -> HttpResponse:
    """Have a list taken up again whose worker has died."""
    roll = _roll(request, pk)
    actions.go_on(actor=request.actor, roll=roll)
    return redirect("member-list", roll.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: Request, pk: int, row: int = 0) -> HttpResponse:
    """One row after another: who is it? The same, another, or not now."""
    roll, actor = _roll(request, pk), request.actor
    rows = member_lists.rows_of(actor, roll, RowVerdict.CHOOSE, RowVerdict.SKIPPED)
    found = rows.filter(number=row).first() if row else member_lists.next_to_settle(actor, roll)
    if found is None:
        return redirect("member-list", roll.pk)
    found.roll = roll
    data = request.POST.copy() if request.method == "POST" else None
    answers = _answers(found)
    if data is not None and data.get("skip"):
        data["decision"] = SKIP
        answers.append((SKIP, ""))
    form = SettleForm(data, answers=answers, initial={"decision": found.decision})
    if form.is_bound and attempt(form, actions.settle_row, actor=actor, row=found) is not None:
        following = member_lists.next_to_settle(actor, roll, found.number)
        if following is None:
            toast(request, _("All rows are settled. Now save them."))
            return redirect(f"{reverse('member-list', args=[roll.pk])}#ok")
        return redirect("member-list-settle-row", roll.pk, following.number)
    settled = rows.exclude(decision="").count()
    words = _("Settled %(done)s of %(total)s") % {"done": number(settled), "total": number(rows.count())}
    context = {
        "roll": roll,
        "row": found,
        "form": form,
        "settled": settled,
        "to_settle": rows.count(),
        "words": words,
    }
    return show(request, "funds/member_list_settle.html", context)


def _answers(row: MemberListRow) -> list[tuple[str, Any]]:
    """The persons alike, with village and year of birth; or somebody new."""
    answers: list[tuple[str, Any]] = []
    for key, title, place, born in row.candidates:
        year = _("born in %(year)s") % {"year": born} if born else _("year of birth unknown")
        words = format_html(
            "<b>{}</b><small>{} · {}</small>", _("The same as %(name)s") % {"name": title}, place, year
        )
        answers.append((f"{SAME_AS}{key}", words))
    answers.append((NEW, format_html("<b>{}</b>", _("Another one: add as new"))))
    return answers
