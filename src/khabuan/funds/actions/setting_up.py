"""A fund begins to keep its books here: its book, its desks, bank accounts and who signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.audit import chain as audit
from khabuan.core import clock, secrets, sql
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.keys import new_key
from khabuan.core.reasons import is_reason
from khabuan.core.thai import tidy, to_arabic_digits
from khabuan.funds.models import BankAccount, CentreCash, Fund, FundRule, Signatory
from khabuan.funds.rules.words import BookYear, FundKey
from khabuan.ledger.actions import add_account, add_party, close_account, open_book, rename_account
from khabuan.ledger.models import Account
from khabuan.ledger.rules.words import AccountKind, AccountRole, BookKind, PartyKind
from khabuan.places.models import Area
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.kinds import OrganisationKind

PARTS = (OrganisationKind.BRANCH, OrganisationKind.VILLAGE_CENTRE)
SET_AT_OPENING = "กำหนดไว้เมื่อเปิดสมุด"
BANK_CODES = range(1211, 1300)
"""Numbers after that of the chart's own bank account (1210)."""


@action("funds.open_fund", on="organisation")
def open_fund(
    *, actor: Actor, organisation: Organisation, opened_on: date, year_start_month: int = 10,
    started_on: date | None = None, is_old: bool = False,
) -> Fund:  # fmt: skip
    """Begin a fund's books on a day. An old fund (`is_old`) then brings in what it has by a cut-over."""
    if organisation.kind != OrganisationKind.FUND:
        raise Refused("no_fund", _("Only a community welfare fund keeps these books."))
    if opened_on > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="opened_on")
    if started_on and started_on > opened_on:
        words = _("The fund began after its book here. Check both dates.")
        raise Refused("backwards", words, field="started_on")
    book = open_book(
        actor=actor, organisation=organisation, kind=BookKind.FUND, name=organisation.name, opened_on=opened_on,
        year_start_month=year_start_month,
    )  # fmt: skip
    fund: Fund = add(Fund, organisation=organisation, book=book, started_on=started_on, is_old=is_old)
    add(
        FundRule, fund=fund, key=FundKey.YEAR, value=BookYear.starting(year_start_month), since=opened_on,
        source=SET_AT_OPENING,
    )  # fmt: skip
    cash_of(fund, None)
    return fund


def cash_of(fund: Fund, centre: Organisation | None) -> int:
    """The party of a centre's (or the fund's own desk's) cash, made when it is first needed. In an action."""
    found = sql.ask(_CASH, fund.pk, centre.pk if centre else 0)
    if found:
        return int(found[0][0])
    party = add_party(fund.book, PartyKind.CENTRE, centre.name if centre else fund.organisation.name)
    add(CentreCash, fund=fund, centre=centre, party=party)
    return int(party.pk)


_CASH = "SELECT party_id FROM funds_centrecash WHERE fund_id = %s AND coalesce(centre_id, 0) = %s"


# ---------------------------------------------------------------- centres


@action("funds.add_centres", on="fund", seen=("areas",))
def add_centres(*, actor: Actor, fund: Fund, areas: Sequence[Area]) -> list[Organisation]:
    """A collecting centre for each of some villages, in one go. Those that have one are passed over.

    Refused: a place that is not within the fund's area.
    """
    within = fund.organisation.area.path
    taken = set(centres_in(fund).values_list("area_id", flat=True))
    made = []
    for area in areas:
        if not area.path.startswith(within) or area.until:
            raise Refused("other_place", _("This place is outside the fund's area."), field="areas")
        if area.pk not in taken:
            kind = OrganisationKind.VILLAGE_CENTRE
            name = str(filled(_("Centre of %(village)s"), village=area.name))
            made.append(
                add_organisation(actor=actor, area=area, kind=kind, name=name, parent=fund.organisation)
            )
    return made


@action("funds.add_part", on="fund", seen=("area",))
def add_part(*, actor: Actor, fund: Fund, kind: str, name: str, area: Area) -> Organisation:
    """A branch of the fund, or one more collecting centre, with a name of its own.

    Refused: another kind of body, a place outside the fund's area, a name that one of the fund's parts has.
    """
    if kind not in PARTS:
        raise Refused("kind", _("Choose a branch or a collecting centre."), field="kind")
    if not area.path.startswith(fund.organisation.area.path) or area.until:
        raise Refused("other_place", _("This place is outside the fund's area."), field="area")
    if Organisation.everywhere.filter(
        parent=fund.organisation, name=tidy(name), ended_on__isnull=True
    ).exists():
        raise Refused("twice", _("The fund has one of this name. Write another name."), field="name")
    made: Organisation = add_organisation(
        actor=actor, area=area, kind=kind, name=tidy(name), parent=fund.organisation
    )
    return made


def centres_in(fund: Fund) -> QuerySet[Organisation]:
    """Village centres of a fund that go on."""
    rows: QuerySet[Organisation] = Organisation.everywhere.filter(
        parent=fund.organisation, kind=OrganisationKind.VILLAGE_CENTRE, ended_on__isnull=True,
        stays__isnull=True,
    )  # fmt: skip
    return rows


def fund_at(body: Organisation) -> Fund:
    """The fund that collects at a body. Refused where none keeps its books here."""
    found: Fund | None = (
        Fund.everywhere.filter(organisation__in=[body.pk, body.parent_id or body.pk])
        .select_related("organisation", "book")
        .first()
    )
    if found is None:
        raise Refused("no_fund", _("No fund that keeps its books here collects at this place."))
    return found


# ---------------------------------------------------------------- bank accounts and who signs


@action("funds.add_bank_account", on="fund", seen=("signers",))
def add_bank_account(
    *, actor: Actor, fund: Fund, bank: str, name: str, number: str, since: date, branch: str = "",
    signs: int = 2, signers: Sequence[Person] = (),
) -> BankAccount:  # fmt: skip
    """A bank account of the fund with its account in the book, its number sealed, and who signs for it.

    Refused: a number that is none, more signatures than people who may sign.
    """
    digits, shown = _account_number(number)
    _refuse_signs(signs, len(signers))
    account = _account_in_book(actor, fund, f"{tidy(bank)} {shown}")
    key = new_key()
    made: BankAccount = add(
        BankAccount, id=key, fund=fund, account=account, bank=tidy(bank), branch=tidy(branch), name=tidy(name),
        shown=shown, sealed=secrets.seal(digits, f"bank_account.{key}"), signs=signs, since=since,
    )  # fmt: skip
    for person in signers:
        add(Signatory, fund=fund, bank_account=made, person=person, since=since)
    return made


def _account_number(number: str) -> tuple[str, str]:
    """The digits of an account's number, and what pages show of it."""
    digits = "".join(sign for sign in to_arabic_digits(number) if sign.isdecimal())
    if not 8 <= len(digits) <= 15:
        words = _("A bank account number has 8 to 15 digits. Look at the bank book.")
        raise Refused("number", words, field="number")
    return digits, f"•••{digits[-4:]}"


@action("funds.change_bank_account", on="bank_account")
def change_bank_account(
    *, actor: Actor, bank_account: BankAccount, bank: str, name: str, reason: str, branch: str = "", number: str = ""
) -> BankAccount:  # fmt: skip
    """Put right what was copied wrongly from the bank book, the name in the book of accounts with it.

    Refused: no reason, a number that is none, an account that was closed.
    """
    if not is_reason(reason):
        raise Refused("reason", _("Write why this changes."), field="reason")
    if bank_account.until:
        raise Refused("closed", _("This account is closed at the bank. It stays as it was."))
    if number:
        digits, shown = _account_number(number)
        change(bank_account, shown=shown, sealed=secrets.seal(digits, f"bank_account.{bank_account.pk}"))
    change(bank_account, bank=tidy(bank), branch=tidy(branch), name=tidy(name))
    rename_account(actor=actor, account=bank_account.account, name=str(bank_account))
    note(reason=tidy(reason))
    return bank_account


def _refuse_signs(signs: int, signers: int) -> None:
    if signers and signs > signers:
        words = _(
            "%(signs)d sign together, but only %(known)d may sign. Name more people, or fewer signatures."
        )
        raise Refused("signs", filled(words, signs=signs, known=signers), field="signs")


def _account_in_book(actor: Actor, fund: Fund, name: str) -> Account:
    """The chart's bank account for the first one, a new account after that."""
    taken = BankAccount.everywhere.filter(fund=fund).values("account")
    free = Account.everywhere.filter(book=fund.book, role=AccountRole.BANK, closed_on__isnull=True)
    first: Account | None = free.exclude(pk__in=taken).order_by("code").first()
    if first is not None:
        renamed: Account = rename_account(actor=actor, account=first, name=name)
        return renamed
    made: Account = add_account(
        actor=actor, book=fund.book, code=_free_code(fund), name=name, kind=AccountKind.ASSET,
        role=AccountRole.BANK,
    )  # fmt: skip
    return made


def _free_code(fund: Fund) -> str:
    used = set(Account.everywhere.filter(book=fund.book).values_list("code", flat=True))
    free = next((str(code) for code in BANK_CODES if str(code) not in used), "")
    if not free:
        raise Refused("too_many", _("There is no free account number for another bank account."))
    return free


@action("funds.set_signers", on="bank_account", seen=("signers",))
def set_signers(
    *, actor: Actor, bank_account: BankAccount, signers: Sequence[Person], signs: int, since: date
) -> BankAccount:
    """Who may sign from a day on, and how many of them together. Those before end that day, and stay readable."""
    if not signers:
        raise Refused("nobody", _("Choose who signs."), field="signers")
    _refuse_signs(signs, len(signers))
    wanted = {person.pk: person for person in signers}
    for row in Signatory.everywhere.filter(bank_account=bank_account, until__isnull=True):
        if wanted.pop(row.person_id, None) is None:
            change(row, until=max(since, row.since))
    for person in wanted.values():
        add(Signatory, fund=bank_account.fund, bank_account=bank_account, person=person, since=since)
    change(bank_account, signs=signs)
    return bank_account


@action("funds.end_bank_account", on="bank_account")
def end_bank_account(*, actor: Actor, bank_account: BankAccount, on: date) -> BankAccount:
    """The account at the bank is closed. Refused while the book has money in it."""
    close_account(actor=actor, account=bank_account.account, on=on)
    change(bank_account, until=on)
    return bank_account


@action("funds.reveal_account", on="bank_account")
def reveal_account(*, actor: Actor, bank_account: BankAccount, reason: str) -> str:
    """Open the account's number, for a stated reason; who opened it and why is logged."""
    if not is_reason(reason):
        raise Refused("no_reason", _("Write why you need this number."), field="reason")
    audit.record_identity_read(
        audit.Doer(actor.seat, actor.title), kind="funds.bankaccount", subject_id=bank_account.pk,
        what="account", reason=tidy(reason),
    )  # fmt: skip
    return secrets.unseal(bytes(bank_account.sealed), f"bank_account.{bank_account.pk}")
