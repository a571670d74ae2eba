"""The province for measuring, built small: the same doors, the counts that its size promises, clean books."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.test import TestCase, override_settings

from khabuan.access import records
from khabuan.audit import chain
from khabuan.config.setting_up import load_areas
from khabuan.core import secrets
from khabuan.demo import full
from khabuan.demo.world import area
from khabuan.funds.models import CollectionSheet, Fund, Member
from khabuan.ledger.checks import findings_of
from khabuan.ledger.models import SubsidiaryLine
from khabuan.ledger.rules.words import LineKind
from khabuan.registry.models import Identity, LikelyPair


@override_settings(IS_DEMO=True)
class FullSize(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        if not settings.IDENTITY_KEY_FILE.exists():
            secrets.make_key_file(settings.IDENTITY_KEY_FILE)
        load_areas()
        full.build(funds=2, members=60, months=3)

    def test_each_fund_has_its_members_and_a_sheet_for_each_month(self) -> None:
        funds = list(Fund.everywhere.select_related("organisation__area", "book"))
        assert {fund.organisation.area.path[: len(area("33").path)] for fund in funds} == {area("33").path}
        for fund in funds:
            members = Member.everywhere.filter(fund=fund, state="active")
            sheets = CollectionSheet.everywhere.filter(fund=fund, state="posted")
            assert (members.count(), sheets.count()) == (60, 3)
            lines = SubsidiaryLine.objects.filter(posting__entry__book=fund.book, kind=LineKind.CONTRIBUTION)
            paid = sum((line.amount for line in lines), Decimal(0))
            assert paid == sum((sheet.total for sheet in sheets), Decimal(0))
            assert lines.count() == sum(sheet.lines for sheet in sheets) == 3 * 57

    def test_all_are_invented_and_different(self) -> None:
        citizens = Identity.everywhere.filter(kind="citizen")
        assert citizens.values("equality").distinct().count() == 120
        assert all("test" in one.findings for one in citizens)
        assert not LikelyPair.objects.exists()

    def test_books_and_history_are_clean(self) -> None:
        for fund in Fund.everywhere.select_related("book"):
            assert findings_of(fund.book) == []
        assert list(chain.verify()) == []
        assert list(records.verify()) == []
