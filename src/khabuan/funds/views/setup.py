"""How a fund is set up: regulation, centres, bank accounts, who signs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.reasons import ReasonForm
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.funds import sentences as said
from khabuan.funds.actions import regulation
from khabuan.funds.actions import setting_up as actions
from khabuan.funds.forms import setup as forms
from khabuan.funds.models import BankAccount, Fund
from khabuan.funds.queries import setup as queries
from khabuan.funds.queries import year_values
from khabuan.funds.rules.regulation import MEMBERS_DECIDE, years_of
from khabuan.funds.rules.words import FundKey
from khabuan.funds.views.funds import deciding, fund_here, may_of
from khabuan.funds.year_words import turned_words, year_begins
from khabuan.places.here import stand_at
from khabuan.places.views.asking import ask_first, is_answered


def rules(request: Request, pk: int) -> HttpResponse:
    """The regulation of a fund: what holds, what is custom, every dated value."""
    fund = fund_here(request, pk)
    lines = [said.rule_words(line) for line in queries.regulation_lines(fund, clock.today())]
    context = {"fund": fund, "lines": lines, "may": may_of(request.actor, fund.node)}
    return show(request, "funds/rules.html", context)


def rule_set(request: Request, pk: int, key: str) -> HttpResponse:
    """A value of one rule from a day on."""
    fund = fund_here(request, pk, "funds.set_rule")
    if key not in set(FundKey):
        raise OutOfArea(f"funds.rule:{key}")
    word = FundKey(key)
    if word == FundKey.YEAR:
        return _year_set(request, fund)
    form = forms.RuleForm(
        typed(request), key=word, deciding=deciding(request, fund),
        initial={"since": clock.today()},
    )  # fmt: skip
    if attempt(form, regulation.set_rule, actor=request.actor, fund=fund, key=key):
        toast(request, _("%(rule)s is written down.") % {"rule": _(word.label)})
        return redirect("fund-rules", pk=pk)
    lines = queries.regulation_lines(fund, clock.today())
    line = said.rule_words(next(line for line in lines if line.key == word))
    context = {"form": form, "fund": fund, "line": line, "is_members": word in MEMBERS_DECIDE}
    return show(request, "funds/rule_set.html", context)


def _year_set(request: Request, fund: Fund) -> HttpResponse:
    """Another year of the books: which year becomes long or short is told, then it is written down."""
    values, today = year_values(fund), clock.today()
    begins = year_begins(years_of(values), values[-1].since, today)
    form = forms.YearForm(
        typed(request), begins=begins, deciding=deciding(request, fund),
        initial={"since": next((day.isoformat() for day in begins if day > today), "")},
    )  # fmt: skip
    facts, question = {"actor": request.actor, "fund": fund, "key": FundKey.YEAR}, None
    if is_answered(request):
        if attempt(form, regulation.set_rule, client_key=once(request), **facts):
            toast(request, _("%(rule)s is written down.") % {"rule": _(FundKey.YEAR.label)})
            return redirect("fund-rules", pk=fund.pk)
    else:
        question = ask_first(request, form, regulation.set_rule, turned_words, **facts)
    lines = queries.regulation_lines(fund, today)
    line = said.rule_words(next(line for line in lines if line.key == FundKey.YEAR))
    context = {"form": form, "fund": fund, "line": line, "question": question}
    return show(request, "funds/year_set.html", context)


def rule_back(request: Request, pk: int) -> HttpResponse:
    """A value of the regulation that was entered in error."""
    rule = queries.rule_of(request.actor, pk)
    policy.require(request.actor, "funds.take_back_rule", rule.node)
    stand_at(request, rule.fund.organisation.area)
    form = ReasonForm(typed(request))
    if attempt(form, regulation.take_back_rule, actor=request.actor, rule=rule):
        toast(request, _("The value is taken back; what held before it holds again."))
        return redirect("fund-rules", pk=rule.fund_id)
    context = {
        "form": form,
        "fund": rule.fund,
        "value": said.value_said(rule),
        "label": _(FundKey(rule.key).label),
        "is_members": rule.key in MEMBERS_DECIDE,
    }
    return show(request, "funds/rule_back.html", context)


def centres(request: Request, pk: int) -> HttpResponse:
    """Collecting centres: those there are, and one for each village that has none, in one go."""
    fund = fund_here(request, pk)
    may = policy.may(request.actor, "funds.add_centres", fund.node)
    villages = queries.villages_without_centre(fund) if may else []
    form = forms.CentresForm(typed(request), villages=villages) if villages else None
    if request.method == "POST" and form is not None:
        made = attempt(form, actions.add_centres, actor=request.actor, fund=fund)
        if made is not None:
            words = ngettext("%(n)d centre is set up.", "%(n)d centres are set up.", len(made))
            toast(request, words % {"n": len(made)})
            return redirect("fund-centres", pk=pk)
    parts = queries.parts_of(fund)
    context = {
        "fund": fund,
        "form": form,
        "parts": parts,
        "may": may_of(request.actor, fund.node),
        "no_villages": may and not (villages or parts),
    }
    return show(request, "funds/centres.html", context)


def part_add(request: Request, pk: int) -> HttpResponse:
    """A branch, or one more collecting centre."""
    fund = fund_here(request, pk, "funds.add_part")
    form = forms.PartForm(typed(request), places=queries.places_of(fund), initial={"kind": "branch"})
    made = attempt(form, actions.add_part, actor=request.actor, fund=fund)
    if made is not None:
        toast(request, _("%(name)s is set up.") % {"name": made.name})
        return redirect("fund-centres", pk=pk)
    return show(request, "funds/part_form.html", {"form": form, "fund": fund})


def account_change(request: Request, pk: int) -> HttpResponse:
    """What was copied wrongly from the bank book."""
    account = _account(request, pk, "funds.change_bank_account")
    initial = {name: getattr(account, name) for name in ("bank", "branch", "name")}
    form = forms.ChangeAccountForm(typed(request), initial=initial)
    if attempt(form, actions.change_bank_account, actor=request.actor, bank_account=account):
        toast(request, _("The bank account is put right."))
        return redirect(account.fund.get_absolute_url() + "#accounts")
    return show(
        request, "funds/account_change.html", {"form": form, "account": account, "fund": account.fund}
    )


def account_add(request: Request, pk: int) -> HttpResponse:
    """A bank account of the fund with who signs."""
    fund = fund_here(request, pk, "funds.add_bank_account")
    people = queries.committee_people(request.actor, fund, clock.today())
    form = forms.BankAccountForm(
        typed(request), people=people, initial={"name": fund.organisation.name, "since": clock.today()}
    )
    if attempt(form, actions.add_bank_account, actor=request.actor, fund=fund):
        toast(request, _("The bank account is written down."))
        return redirect(fund.get_absolute_url() + "#accounts")
    return show(request, "funds/account_form.html", {"form": form, "fund": fund, "people": people})


def _account(request: Request, pk: int, action: str) -> BankAccount:
    found = queries.bank_account_of(request.actor, pk)
    policy.require(request.actor, action, found.node)
    stand_at(request, found.fund.organisation.area)
    return found


def signers(request: Request, pk: int) -> HttpResponse:
    """Who signs for an account from a day on."""
    account = _account(request, pk, "funds.set_signers")
    now = next(one for one in queries.bank_accounts(account.fund) if one.row.pk == account.pk)
    known = [one.person for one in now.signers]
    people = queries.committee_people(request.actor, account.fund, clock.today())
    people += [person for person in known if person.pk not in {one.pk for one in people}]
    form = forms.SignersForm(
        typed(request), people=people,
        initial={"signers": [str(one.pk) for one in known], "signs": account.signs, "since": clock.today()},
    )  # fmt: skip
    if attempt(form, actions.set_signers, actor=request.actor, bank_account=account):
        toast(request, _("Who signs is written down."))
        return redirect(account.fund.get_absolute_url() + "#accounts")
    return show(request, "funds/signers.html", {"form": form, "account": account, "fund": account.fund})


def account_end(request: Request, pk: int) -> HttpResponse:
    """The account was closed at the bank."""
    account = _account(request, pk, "funds.end_bank_account")
    form = forms.EndAccountForm(typed(request), initial={"on": clock.today()})
    if attempt(form, actions.end_bank_account, actor=request.actor, bank_account=account):
        toast(request, _("The bank account is closed."))
        return redirect(account.fund.get_absolute_url() + "#accounts")
    return show(request, "funds/account_end.html", {"form": form, "account": account, "fund": account.fund})


def account_reveal(request: Request, pk: int) -> HttpResponse:
    """The whole number of an account, with the reason, logged."""
    account = _account(request, pk, "funds.reveal_account")
    form = ReasonForm(typed(request))
    number = attempt(form, actions.reveal_account, actor=request.actor, bank_account=account)
    context = {
        "form": form, "title": _("Account number"), "whose": f"{account.bank} · {account.name}", "number": number,
        "back": account.fund.get_absolute_url() + "#accounts", "url": reverse("fund-account-reveal", args=[pk]),
    }  # fmt: skip
    return show(request, "funds/reveal.html", context)
