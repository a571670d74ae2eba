"""What the welfare funds of a council's area add to its yearly report: members and money, by the end of the year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.fields import BahtField
from khabuan.core.offers import YearTold
from khabuan.core.thai import long_date
from khabuan.funds.models import Member
from khabuan.funds.queries.funds import MONEY, funds_in
from khabuan.funds.rules.words import EVER
from khabuan.ledger.models import AccountMonth


def tell_year(actor: Actor, body: Any, first: date, last: date) -> YearTold | None:  # noqa: ANN401 - a body, as offered
    """The funds with books in the area of a body; None where there is none, or the seat reads none. Three queries."""
    if not policy.may_read(actor.role, "funds.fund") or not policy.may_read(actor.role, "funds.member"):
        return None
    until = min(last, clock.today())
    funds = list(funds_in(actor, body.area.path).filter(book__opened_on__lte=until))
    if not funds:
        return None
    counted = _members(actor, [fund.pk for fund in funds], first, until)
    lines = [
        ("กองทุนที่มีสมุดบัญชีในระบบ", f"{len(funds):,} กองทุน"),
        ("สมาชิกเมื่อสิ้นปี", f"{counted['now']:,} คน"),
        ("สมาชิกเข้าใหม่ในรอบปี", f"{counted['joined']:,} คน"),
        ("สมาชิกพ้นสภาพในรอบปี", f"{counted['left']:,} คน"),
        (
            "เงินคงเหลือทุกกองทุน (เงินสด ธนาคาร เงินลงทุน)",
            f"{_money([fund.book_id for fund in funds], until):,.2f} บาท",
        ),
    ]
    return YearTold("กองทุนสวัสดิการชุมชนในพื้นที่", lines, f"ตัวเลข ณ วันที่ {long_date(until)}")


def _members(actor: Actor, funds: list[int], first: date, until: date) -> dict[str, int]:
    rows = Member.objects.visible_to(actor).filter(fund__in=funds, joined_on__lte=until, state__in=EVER)
    here = Q(left_on__isnull=True) | Q(left_on__gt=until)
    counted: dict[str, int] = rows.aggregate(
        now=Count("pk", filter=here),
        joined=Count("pk", filter=Q(joined_on__gte=first)),
        left=Count("pk", filter=Q(left_on__gte=first, left_on__lte=until)),
    )
    return counted


def _money(books: list[int], until: date) -> Decimal:
    """What stood in the money accounts at the end of the month of that day."""
    rows = AccountMonth.objects.filter(account__book__in=books, account__role__in=MONEY, month__lte=until)
    left = rows.aggregate(left=Sum(F("debit") - F("credit"), output_field=BahtField()))["left"]
    return left or Decimal(0)
