"""What funds keep about a person: how long the accounts need it, what is blanked then, what a copy has of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.audit.queries import identity_reads_of
from khabuan.core import secrets
from khabuan.core.formfields import filled
from khabuan.core.offers import Erasing, Kept, Words
from khabuan.core.parts.words import thai_date
from khabuan.files.models import Paper
from khabuan.funds.models import BankAccount, Beneficiary, Member, MemberEvent, Signatory, Voucher
from khabuan.funds.queries import paid_up_to
from khabuan.funds.rules.dues import months_after
from khabuan.funds.rules.words import NOW, MemberState
from khabuan.ledger.models import Countersign
from khabuan.registry.actions.rights import kept_table
from khabuan.registry.models import Person

KEPT_YEARS = 10
"""Years for which accounts are kept after somebody left (ประมวลกฎหมายแพ่งและพาณิชย์ ว่าด้วยบัญชี, as practised)."""
STANDING = NOW | {MemberState.APPLIED, MemberState.CERTIFIED}
Line = list[tuple[str, Any, Any]]


def reasons_to_keep(person: Person, today: date) -> Sequence[Words]:
    """Members now, and those who left within the years for which accounts are kept; and who signs for a bank account."""
    found: list[Words] = []
    rows = Member.everywhere.filter(person=person).select_related("fund__organisation").order_by("pk")
    for member in rows:
        words = {"fund": member.fund, "number": member.number or "–"}
        if member.state in STANDING:
            found.append(
                filled(_("Member of %(fund)s, number %(number)s. End the membership first."), **words)
            )
        elif member.left_on and months_after(member.left_on, 12 * KEPT_YEARS) > today:
            until = thai_date(months_after(member.left_on, 12 * KEPT_YEARS))
            kept = _("The accounts of %(fund)s need number %(number)s until %(day)s.")
            found.append(filled(kept, day=until, **words))
    if Signatory.everywhere.filter(person=person, until__isnull=True).exists():
        found.append(_("Signs for a fund's bank account. Name others who sign first."))
    return found


def erase_of_person(erasing: Erasing) -> None:
    """Free text and sealed numbers of memberships go; the amounts stay, under the pseudonym."""
    keys = [person.pk for person in erasing.people]
    members = list(Member.everywhere.filter(person__in=keys).order_by("pk"))
    for member in members:
        erasing.blank(member, house_no="", note="")
    for event in MemberEvent.everywhere.filter(member__in=members).order_by("pk"):
        erasing.blank(event, reason="", document="", undone_reason="")
    for voucher in Voucher.everywhere.filter(member__in=members).order_by("pk"):
        erasing.blank(voucher, who=erasing.pseudonym, what=erasing.pseudonym, document="")
        for asked in Countersign.everywhere.filter(path=voucher.get_absolute_url()):
            erasing.blank(asked, what=erasing.pseudonym)
    named = Beneficiary.everywhere.filter(member__in=members) | Beneficiary.everywhere.filter(person__in=keys)
    for heir in named.distinct().order_by("pk"):
        erasing.blank(
            heir, name=erasing.pseudonym, relation="", born_on=None, shown="", sealed=b"", witness=""
        )


def copy_of_person(people: Sequence[Person]) -> list[Kept]:
    """Memberships with what is paid, their steps, who was named to receive, signatures."""
    keys = [person.pk for person in people]
    members = list(
        Member.everywhere.filter(person__in=keys)
        .select_related("fund__organisation", "centre")
        .order_by("pk")
    )
    return [
        kept_table("funds.member", _("Memberships of funds"), _members(members)),
        kept_table("funds.memberevent", _("Steps of a membership"), _events(members)),
        kept_table("funds.voucher", _("Benefits and money given back"), _paid(members)),
        kept_table("funds.beneficiary", _("Beneficiaries"), _heirs(members)),
        kept_table("funds.signatory", _("Signs for bank accounts"), _signs(keys)),
        kept_table("audit.identityread", _("Who opened a paper of the member"), _reads(members)),
    ]


def _members(members: Sequence[Member]) -> Iterator[Line]:
    paid = paid_up_to(list(members))
    for row in members:
        yield [
            ("fund", _("Fund"), row.fund),
            ("number", _("Member number"), row.number),
            ("kind", _("Kind of member"), row.get_kind_display()),
            ("state", _("State"), row.get_state_display()),
            ("centre", _("Centre"), row.centre or ""),
            ("house_no", _("House number"), row.house_no),
            ("applied_on", _("Applied on"), row.applied_on),
            ("joined_on", _("Member since"), row.joined_on),
            ("left_on", _("Membership ended on"), row.left_on),
            ("paid_up_to", _("Paid up to"), paid.get(row.pk)),
            ("note", _("Note"), row.note),
        ]


def _events(members: Sequence[Member]) -> Iterator[Line]:
    for row in MemberEvent.everywhere.filter(member__in=members).order_by("on", "pk"):
        yield [
            ("act", _("What"), row.get_act_display()),
            ("on", _("Day"), row.on),
            ("reason", _("Reason"), row.reason),
            ("document", _("Paper (number or name)"), row.document),
            ("undone_on", _("Taken back on"), row.undone_on),
        ]


def _paid(members: Sequence[Member]) -> Iterator[Line]:
    for row in Voucher.everywhere.filter(member__in=members).order_by("on", "pk"):
        yield [
            ("act", _("What"), row.get_act_display()),
            ("on", _("Day"), row.on),
            ("amount", _("Amount (baht)"), f"{row.amount:,.2f}"),
            ("what", _("What it is for"), row.what),
            ("who", _("Paid to"), row.who),
            ("document", _("Paper behind it"), row.document),
        ]


def _heirs(members: Sequence[Member]) -> Iterator[Line]:
    for row in Beneficiary.everywhere.filter(member__in=members).order_by("pk"):
        number = secrets.unseal(bytes(row.sealed), f"beneficiary.{row.pk}") if row.sealed else ""
        yield [
            ("name", _("Name"), row.name),
            ("relation", _("Relation to the member"), row.relation),
            ("share", _("Share (per cent)"), row.share),
            ("number", _("Citizen number"), number),
            ("since", _("Since"), row.since),
            ("until", _("Until"), row.until),
        ]


def _reads(members: Sequence[Member]) -> Iterator[Line]:
    for member in members:
        for row in identity_reads_of(member._meta.label_lower, member.pk, limit=10_000):
            yield [
                ("at", _("When"), row.at),
                ("seat", _("Seat"), row.seat_title),
                ("what", _("What"), Paper(row.what).label),
                ("reason", _("Reason"), row.reason),
            ]


def _signs(keys: Sequence[int]) -> Iterator[Line]:
    for row in Signatory.everywhere.filter(person__in=keys).select_related("bank_account").order_by("pk"):
        account: BankAccount | None = row.bank_account
        yield [
            ("account", _("Account"), account or ""),
            ("since", _("Since"), row.since),
            ("until", _("Until"), row.until),
        ]
