"""The standing cast: people named by their office, in two provinces, with a record of each kind of page.

What the access matrix and the query ratchet need of it: `client(persona)`, `ids`, `grow()`. The browser tests
have the demo's small world instead (`tests.small_world`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from PIL import Image

from khabuan.access import action as actions
from khabuan.access.action import action, add
from khabuan.access.actor import Actor, Role
from khabuan.access.policy import POLICY, Rule
from khabuan.calendars.actions import make_feed
from khabuan.core import clock
from khabuan.demo.names import Invented
from khabuan.elections.models import Election
from khabuan.exchange.actions import take_in
from khabuan.files.actions import attach
from khabuan.followup.actions import duties, promises
from khabuan.followup.actions.duties import give_duty
from khabuan.followup.actions.promises import record_promise
from khabuan.followup.models import Duty
from khabuan.funds import bringing_in
from khabuan.funds.actions import handing_over, money, sheets
from khabuan.funds.actions.beneficiaries import Heir, name_beneficiaries
from khabuan.funds.actions.bringing_in import take_list
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.actions.members import Applicant, admit, apply
from khabuan.funds.actions.regulation import set_rule
from khabuan.funds.actions.setting_up import add_bank_account, open_fund
from khabuan.funds.actions.standing import follow_all_dues, record_death
from khabuan.funds.actions.standing import keep_identity as keep_member_identity
from khabuan.funds.models import (
    Beneficiary,
    CollectionSheet,
    CutOver,
    DoubleMembership,
    Fund,
    Member,
    MemberEvent,
    Voucher,
)
from khabuan.funds.rules.collecting import Payments
from khabuan.funds.rules.cut_over import Counted, as_facts
from khabuan.gatherings.actions import cooperation, gatherings, outcomes, programme
from khabuan.gatherings.models import Gathering
from khabuan.grants.models import Project
from khabuan.ledger import actions as ledger
from khabuan.ledger.models import Account, BankLine, BankStatement, Countersign
from khabuan.meetings.actions import agenda, calling
from khabuan.meetings.actions.attendance import sign_in, sign_in_guest
from khabuan.meetings.actions.excuses import excuse_member
from khabuan.meetings.actions.holding import close_meeting, open_meeting
from khabuan.meetings.actions.minutes import check_minutes
from khabuan.meetings.actions.past import record_held_meeting
from khabuan.meetings.actions.payments import Sums, make_pay_list
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.meetings.actions.submissions import add_submission_step, send_submission
from khabuan.meetings.actions.votes import FollowUp, record_vote
from khabuan.meetings.models import AgendaItem, Invitation, Meeting, Motion, Resolution
from khabuan.meetings.queries.codes import code_of
from khabuan.meetings.rules.quorum import Method
from khabuan.meetings.rules.votes import Vote
from khabuan.news.actions import items as news
from khabuan.news.models import NewsItem
from khabuan.papers.actions.documents import issue_document
from khabuan.papers.actions.numbers import issue_number_book
from khabuan.papers.pdf import Printed
from khabuan.places.actions.groups import keep_group
from khabuan.places.actions.lists import keep_local_government
from khabuan.places.models import Area, CouncilArea
from khabuan.registry.actions import merging, organisations, people, posts, proposals, rights
from khabuan.registry.models import LikelyBodies, LikelyPair, Organisation, Person
from khabuan.rules.actions import load_rules
from khabuan.rules.models import DatedRule
from khabuan.seats.middleware import CODE
from khabuan.seats.models import Seat, User
from khabuan.seats.queries import actor_of
from tests import cast_elections, cast_grants, cast_housing, cast_reader
from tests.support import SYSTEM, Country, Here, add_organisation, policy_rows

OF_ORGANISATIONS = ("one_organisation", "add_registration", "propose_for_organisation")
VILLAGES = "village_code,subdistrict_code,moo,name_th,name_en\n19010101,190101,1,บ้านทดสอบ,Ban Thotsop\n"
MEMBERS = "เลขที่สมาชิก,ชื่อ-สกุล,วันสมัคร\n9001,นายกรรมการทดสอบ สอง,1/1/2560\n9002,นางทดสอบ ผิด,30/2/2560\n"
OWN_ACTIONS = ("test.add_council_area", "test.add_nation")
PERSONAS = (
    "keeper_a", "chair_a", "keeper_b", "province_staff", "elsewhere_staff",
    "nation", "auditor", "agency", "public",
)  # fmt: skip


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(made, "JPEG")
    return made.getvalue()


class Cast:
    """Everybody who sits somewhere, and the records that addresses name (`ids`: URL keyword → value)."""

    def __init__(self) -> None:
        self.country = country = Country()
        fund_a = add_organisation(actor=SYSTEM, area=country.tambon_a, name="กองทุนทดสอบ ก", kind="fund")
        fund_b = add_organisation(actor=SYSTEM, area=country.tambon_b, name="กองทุนทดสอบ ข", kind="fund")
        self.fund = fund_a
        self.ids: dict[str, Any] = {"organisation_id": fund_a.pk, "area_key": country.tambon_a.code}
        self.users: dict[str, User] = {}
        self._sessions: dict[str, dict[str, Any]] = {}
        with _giving_seats() as give:
            give(self._user("keeper_a"), Role.TREASURER, country.tambon_a, fund_a)
            seat = give(self._user("chair_a"), Role.SECRETARY, country.tambon_a)
            give(self._user("keeper_b"), Role.TREASURER, country.tambon_b, fund_b)
            give(self._user("province_staff"), Role.PROVINCE, country.province)
            give(self._user("elsewhere_staff"), Role.PROVINCE, country.elsewhere)
            give(self._user("nation"), Role.NATION, add_nation(actor=SYSTEM, place=Here("")))
            give(self._user("auditor"), Role.AUDITOR, country.province)
            give(self._user("agency"), Role.AGENCY, country.province)

        self.ids |= {"pk": seat.pk, "key": country.tambon_a.code}
        self._records(fund_a)
        self._funds(fund_a, fund_b)
        self._old_fund(self.fund_a)
        self._gatherings()
        self.ids |= cast_grants.build(self.country.tambon_a, fund_a)
        self._news()
        self._books()
        self._sheets()
        self._calendars()
        self.council: Organisation = Organisation.objects.visible_to(SYSTEM).get(kind="council")
        self.ids |= cast_elections.build(self.council)
        project = Project.everywhere.get(pk=self.ids["project.pk"])
        self.ids |= cast_housing.build(self.country.tambon_a, self.council, project)
        self.ids |= cast_reader.build(self.country.tambon_a, self.council)

    def _calendars(self) -> None:
        """A day in the calendar of fund A, and the address under which its keeper's own program reads it."""
        for number in range(5):  # more of a kind than a pile of one's work shows
            self.due(number)
        day, keeper = self.due(1), self.users["keeper_a"]
        actor = actor_of(Seat.everywhere.get(user=keeper))
        feed = make_feed(actor=actor, user=keeper.at(actor), name="ในมือถือ", area=self.country.tambon_a)
        self.ids |= {
            "calendar-event.kind": "duty",
            "calendar-event.key": day.pk,
            "calendar-private.code": feed.code,
        }
        self.ids |= {"calendar-feed-end.pk": feed.pk, "calendar-how.key": "19", "calendar-public.key": "19"}
        self.ids |= {"open-popolo.key": "19"}
        bodies = ("calendar-of", "calendar-how-body", "calendar-public-body")
        self.ids |= {f"{name}.pk": self.fund.pk for name in bodies}

    def due(self, number: int) -> Duty:
        return give_duty(
            actor=SYSTEM, organisation=self.fund, what=f"งานมีกำหนด {number}", owner_words="กรรมการทดสอบ",
            given_on=date(2026, 10, 1), due_on=clock.today() + timedelta(days=number),
        )  # fmt: skip

    def _meeting(self, council: Organisation) -> Meeting:
        """A planned meeting of the council with its letter, a guest, and an item to consider."""
        meeting = calling.call_meeting(
            actor=SYSTEM,
            organisation=council,
            on=clock.today() + timedelta(days=30),
            starts_at=time(9, 30),
            place="ศาลาทดสอบ",
        )
        calling.write_notice(
            actor=SYSTEM, meeting=meeting, notice_number="สบ 01/2569", noticed_on=clock.today()
        )
        calling.invite(actor=SYSTEM, meeting=meeting, name="แขกทดสอบ", post_words="นายก อบต.ทดสอบ")
        agenda.add_item(actor=SYSTEM, meeting=meeting, main=4, title="แผนงานทดสอบ")
        return meeting

    def _session(self, council: Organisation) -> None:
        """A meeting in session today: two of three members are there, one is excused, a guest, a vote that carried.

        And one that was held and closed.
        """
        self.seats = posts.add_post(actor=SYSTEM, organisation=council, title="member")
        members = [self._member_of_council(f"สมาชิกสภาทดสอบ {number}") for number in range(3)]
        now = calling.call_meeting(actor=SYSTEM, organisation=council, on=clock.today())
        self.session = now
        rows = [sign_in(actor=SYSTEM, meeting=now, member=person.pk) for person in members[:2]]
        excuse = excuse_member(actor=SYSTEM, meeting=now, member=members[2].pk)
        sign_in_guest(actor=SYSTEM, meeting=now, name="แขกทดสอบ")
        open_meeting(actor=SYSTEM, meeting=now, chair=members[0].pk)
        item = agenda.add_item(actor=SYSTEM, meeting=now, main=4, title="เรื่องพิจารณาทดสอบ")
        self.item = item
        motion = self.vote()
        held = calling.call_meeting(
            actor=SYSTEM, organisation=council, on=clock.today() - timedelta(days=40), starts_at=time(9, 30),
            ends_at=time(12),
        )  # fmt: skip
        open_meeting(actor=SYSTEM, meeting=held, chair=members[0].pk)
        close_meeting(actor=SYSTEM, meeting=held)
        of: dict[Any, tuple[str, ...]] = {
            now: (
                "meeting-sign-in", "meeting-sign-in-tap", "meeting-sign-in-live", "meeting-sign-sheet", "meeting-cards",
                "meeting-paper", "meeting-guest-add", "meeting-member", "meeting-excuse", "meeting-substitute",
                "meeting-open", "meeting-close", "meeting-quorum",
            ),
            held: ("meeting-reopen",), rows[0]: ("attendance-correct", "attendance-withdraw", "attendance-history"),
            excuse: ("excuse-withdraw",), item: ("meeting-vote",),
            motion: ("motion", "motion-withdraw", "motion-history"),
        }  # fmt: skip
        self.ids |= {f"{name}.pk": row.pk for row, names in of.items() for name in names}
        self.ids |= {"meeting-excuse.person": members[1].pk, "meeting-substitute.person": members[2].pk}
        code = {"body": council.pk, "person": members[0].pk, "code": code_of(council.pk, members[0].pk)}
        self.ids |= {f"meeting-code.{name}": value for name, value in code.items()}
        self.ids |= {"meeting-member.person": members[2].pk}
        self._minuted(council, members[0], motion.resolution)

    def _minuted(self, council: Organisation, member: Person, resolution: Resolution | None) -> None:
        """A meeting that was held, with checked minutes and a list of travel and meals; a vote to copy out."""
        on = clock.today() - timedelta(days=20)
        done = calling.call_meeting(
            actor=SYSTEM, organisation=council, on=on, starts_at=time(9, 30), ends_at=time(12)
        )
        row = sign_in(actor=SYSTEM, meeting=done, member=member.pk)
        open_meeting(actor=SYSTEM, meeting=done, chair=member.pk)
        close_meeting(actor=SYSTEM, meeting=done)
        checked = check_minutes(actor=SYSTEM, meeting=done, checker=member.pk)
        paid = make_pay_list(
            actor=SYSTEM,
            meeting=done,
            paid_from="โครงการทดสอบ",
            sums={row.pk: Sums(Decimal(100), Decimal(80))},
        )
        of: dict[Any, tuple[str, ...]] = {
            done: ("meeting-minutes", "meeting-minutes-check", "meeting-pay", "meeting-pay-add"),
            checked: ("minutes-take-back", "minutes-adopt"),
            paid: ("meeting-pay-list", "meeting-pay-correct", "meeting-pay-withdraw"),
            resolution: ("resolution-extract",),
        }
        self.ids |= {f"{name}.pk": one.pk for one, names in of.items() if one for name in names}
        told = record_held_meeting(
            actor=SYSTEM, organisation=council, on=on - timedelta(days=400), number=1, told_by="รายงานทดสอบ"
        )
        self.ids |= {f"meeting-held-{name}.pk": told.pk for name in ("correct", "resolution", "take-back")}

    def _member_of_council(self, given: str) -> Person:
        person = people.add_person(actor=SYSTEM, area=self.country.tambon_a, given=given)
        posts.appoint(actor=SYSTEM, post=self.seats, person=person, since=date(2024, 1, 1))
        return person

    def vote(self) -> Motion:
        motion: Motion = record_vote(
            actor=SYSTEM, item=self.item, words="เห็นชอบแผนงานทดสอบ", vote=Vote(Method.CONSENT),
            follow_up=FollowUp("ส่งแผนงานทดสอบ", owner_words="เลขานุการทดสอบ"),
        )  # fmt: skip
        return motion

    def _funds(self, body_a: Organisation, body_b: Organisation) -> None:
        """Both funds with books. In A: one who has just joined, one in arrears, an application, one who died."""
        self.fund_a, self.fund_b = (
            open_fund(actor=SYSTEM, organisation=body, opened_on=date(2026, 10, 1))
            for body in (body_a, body_b)
        )
        resolutions = [
            record_resolution(
                actor=SYSTEM, organisation=body, meeting_number=1, year=2026, item="4.2", on=date(2026, 1, 10),
                words="รับสมาชิกใหม่ตามบัญชี",
            )
            for body in (body_a, body_b)
        ]  # fmt: skip
        self.resolution = resolutions[0]
        applied = [self.member(self.fund_a, f"สมาชิกทดสอบ {number}") for number in range(3)]
        self.waiting = self.member(self.fund_a, "ผู้สมัครทดสอบ")
        early, late = date(2026, 1, 5), date(2026, 11, 1)
        self.members = [
            member
            for some, day in ((applied[:1], early), (applied[1:], late))
            for member in admit(
                actor=SYSTEM,
                fund=self.fund_a,
                members=some,
                resolution=self.resolution,
                joined_on=day,
                even_uncertified=True,
            )
        ]
        follow_all_dues(actor=SYSTEM, fund=self.fund_a)
        twin = self.member(self.fund_b, "สมาชิกทดสอบ 1", citizen="9000000000023")
        admit(
            actor=SYSTEM, fund=self.fund_b, members=[twin], resolution=resolutions[1], even_uncertified=True
        )
        self.twin = twin
        paid = self.members[1]
        keep_member_identity(actor=SYSTEM, member=paid, kind="citizen", number="9000000000023")
        name_beneficiaries(
            actor=SYSTEM, member=paid, on=late,
            heirs=[Heir(name="ทายาททดสอบ", relation="บุตร", share=100, citizen="9000000000031")],
        )  # fmt: skip
        record_death(actor=SYSTEM, member=self.members[2], on=date(2026, 11, 20), reason="ญาติแจ้ง")
        account = add_bank_account(
            actor=SYSTEM, fund=self.fund_a, bank="ธนาคารทดสอบ", name="กองทุนทดสอบ ก", number="9990001111",
            since=date(2026, 10, 1),
        )  # fmt: skip
        rule = set_rule(
            actor=SYSTEM,
            fund=self.fund_a,
            key="cash_days",
            value="7",
            since=date(2026, 10, 1),
            source="ระเบียบข้อ 9",
        )
        last = MemberEvent.everywhere.filter(member=self.members[2]).latest("pk")
        heir = Beneficiary.everywhere.get(member=paid)
        of: dict[Any, tuple[str, ...]] = {
            self.fund_a: (
                "fund", "fund-rules", "fund-rule-set", "fund-centres", "fund-account-add", "fund-members",
                "fund-apply", "fund-applications", "fund-part-add",
            ),
            account: ("fund-account-change", "fund-signers", "fund-account-end", "fund-account-reveal"),
            paid: (
                "member", "member-change", "member-heirs", "member-leave", "member-died", "member-identity",
                "member-reveal", "member-paper-add", "member-history",
            ),
            attach(actor=SYSTEM, record=paid, content=b"%PDF-1.4\n%%EOF\n", name="ใบสมัคร.pdf"): ("fund-paper-withdraw",),
            organisations.add_organisation(
                actor=SYSTEM, area=self.country.tambon_a, kind="village_centre", name="ศูนย์ทดสอบ ม.1", parent=body_a
            ): ("centre-members", "centre-apply"),
            rule: ("fund-rule-back",), last: ("member-undo",), heir: ("member-heir-reveal",), body_a: ("fund-open",),
            DoubleMembership.everywhere.get(): ("member-double",),
        }  # fmt: skip
        self.ids |= {f"{name}.pk": row.pk for row, names in of.items() for name in names}
        self.ids |= {"fund-rule-set.key": "arrears_months", "meeting-rule-set.key": "notice_days"}
        self._money(self.fund_a)

    def _money(self, fund: Fund) -> None:
        """Money in and out beside collections, a line of the bank, a count of cash, an act that waits for a name."""
        day, book = date(2026, 10, 5), fund.book
        account = {one.code: one for one in Account.everywhere.filter(book=book)}
        cash, bank = account["1110"], account["1210"]
        given = money.record_receipt(
            actor=SYSTEM, fund=fund, account=account["4410"], into=bank, amount=Decimal(5000), on=day,
            what="บริจาคทดสอบ", who="ผู้ให้ทดสอบ",
        )  # fmt: skip
        money.move_money(actor=SYSTEM, fund=fund, out_of=bank, into=cash, amount=Decimal(2000), on=day)
        paid = self.pay(fund)
        unclear = money.record_unclear(
            actor=SYSTEM, fund=fund, into=bank, amount=Decimal(100), on=day, what="โอนเข้าทดสอบ"
        )
        statement = "วันที่,รายการ,ถอน,ฝาก,คงเหลือ\n05/10/2569,ฝาก,,5000,5000\n06/10/2569,ดอกเบี้ย,,1.25,5001.25\n"
        ledger.bring_statement(actor=SYSTEM, account=bank, content=statement.encode(), file_name="ทดสอบ.csv")
        count = ledger.count_cash(
            actor=SYSTEM,
            account=cash,
            on=day,
            pieces={"1000": 1},
            counted_by="กรรมการทดสอบ",
            words="ยังไม่ทราบ",
        )
        asked = Countersign.everywhere.filter(book=book).earliest("pk")
        line = BankLine.everywhere.filter(account=bank).latest("seq")
        file = BankStatement.everywhere.get(account=bank)
        of: dict[Any, tuple[str, ...]] = {
            fund: (
                "fund-paying", "fund-pay", "fund-benefit", "fund-receive", "fund-move", "fund-unclear", "fund-divide",
            ),
            given: ("voucher",), unclear: ("voucher-clear",), self.members[2]: ("member-give-back",),
            book: ("book-keeping", "book-month", "book-close-year", "book-chart", "book-account-add", "book-signatures"),
            account["5290"]: ("account-rename", "account-close"), paid.entry: ("entry-reverse",),
            asked: ("countersign",), bank: ("bank-state", "bank-bring"), line: ("bank-line",), file: ("bank-file",),
            cash: ("cash-count",), count: ("cash-counted",),
        }  # fmt: skip
        self.ids |= {f"{name}.pk": row.pk for row, names in of.items() for name in names}
        self.ids |= {"book-month.month": "2026-10", "book-close-year.year": 2026}

    @staticmethod
    def pay(fund: Fund) -> Voucher:
        account = {one.code: one for one in Account.everywhere.filter(book=fund.book)}
        return money.record_payment(
            actor=SYSTEM, fund=fund, account=account["5410"], out_of=account["1110"], amount=Decimal(10),
            source="donors", on=date(2026, 10, 5), who="ร้านทดสอบ", what="คืนเงินทดสอบ",
        )  # fmt: skip

    def _books(self) -> None:
        """One collection in fund A's book, which its pages then show."""
        sheet = self.collect(1)
        book = self.fund_a.book
        self.ids |= {
            f"{name}.pk": book.pk
            for name in (
                "book", "book-cash", "book-bank", "book-account", "book-journal", "book-trial-balance",
                "book-receipts-payments", "book-position", "book-sources-uses", "book-sources", "book-check", "book-export",
            )
        }  # fmt: skip
        self.ids |= {f"{name}.pk": self.fund_a.pk for name in ("fund-arrears", "fund-board")}
        self.ids |= {"member-account.pk": self.members[1].pk}
        self.ids |= {"book-entry.pk": sheet.entry.pk, "book-account.code": "4110"}

    def _sheets(self) -> None:
        """At fund A's own desk one sheet that is being collected, and one in the books with a receipt."""
        payer, body = self.members[1], self.fund_a.organisation
        book = issue_number_book(
            actor=SYSTEM, body=body, kind="receipt", number=77, last=50, issued_to="โต๊ะกองทุน",
            on=date(2026, 11, 1),
        )  # fmt: skip
        done = record_collection(
            actor=SYSTEM, fund=self.fund_a, on=date(2026, 11, 12), collector="ผู้เก็บทดสอบ", number_book=book,
            payments=Payments.of([(payer.pk, 3000)]),
        )  # fmt: skip
        handed = handing_over.hand_over(
            actor=SYSTEM,
            fund=self.fund_a,
            on=date(2026, 11, 13),
            baht=Decimal(30),
            giver="ผู้เก็บทดสอบ",
            taker="เหรัญญิก",
            why="ส่งเพียงบางส่วน",
        )
        facts = {"body": body, "collector": "ผู้เก็บทดสอบ", "number_book": book}
        self.sheet = sheets.open_sheet(actor=SYSTEM, on=date(2026, 11, 15), **facts)
        sheets.take_payment(actor=SYSTEM, sheet=self.sheet, member=payer, baht=Decimal(30))
        of: dict[Any, tuple[str, ...]] = {
            self.fund_a: ("fund-collecting",),
            handed: ("hand-over-slip",),
            body: ("desk", "sheet-begin", "desk-hand-over", "desk-settle", "desk-pay-in"),
            self.sheet: (
                "sheet", "sheet-take", "sheet-member", "sheet-many", "sheet-count", "sheet-drop", "sheet-paper",
            ),
            done: (
                "sheet-sign", "sheet-record", "sheet-receipts", "sheet-receipt", "sheet-receipt-file", "sheet-correct",
            ),
        }  # fmt: skip
        self.ids |= {f"{name}.pk": row.pk for row, names in of.items() for name in names}
        self.ids |= {
            "sheet-member.key": payer.pk, "seq": 0, "sheet-receipt-file.form": "a5",
            "sheet-correct.kind": "contribution",
        }  # fmt: skip

    def collect(self, months: int) -> CollectionSheet:
        """A sheet of the fund's desk: the member who pays, for some months more."""
        sheet: CollectionSheet = record_collection(
            actor=SYSTEM, fund=self.fund_a, on=date(2026, 11, 10), collector="ผู้เก็บทดสอบ", is_another=True,
            is_meant=True,
            payments=Payments.of([(self.members[1].pk, 3000 * months)]),
        )  # fmt: skip
        return sheet

    def member(self, fund: Fund, given: str, citizen: str = "", surname: str = "กองทุน") -> Member:
        """Somebody who applied to a fund."""
        who = Applicant(given=given, surname=surname, born_on=date(1980, 1, 1), citizen=citizen)
        area = fund.organisation.area
        return apply(
            actor=SYSTEM, fund=fund, applied_on=date(2026, 1, 1), kind="general", rhythm="month", applicant=who,
            area=area,
        )  # fmt: skip

    def _records(self, fund: Organisation) -> None:
        """One record of each kind in tambon A, by the names of the addresses that take it."""
        area, province = self.country.tambon_a, self.country.province
        council_area = add_council_area(actor=SYSTEM, area=area)
        council = organisations.add_organisation(
            actor=SYSTEM, area=area, kind="council", name="สภาทดสอบ ก", council_area=council_area
        )
        registration = organisations.record_registration(
            actor=SYSTEM, organisation=council, step="registered", on=date(2024, 1, 5), number="1/2567",
            receiver="กำนัน",
        )  # fmt: skip
        agency = organisations.add_organisation(
            actor=SYSTEM, area=province, kind="agency", name="หน่วยงานทดสอบ"
        )
        support = organisations.add_support(actor=SYSTEM, organisation=agency, issue="welfare", area=area)
        one = people.add_person(actor=SYSTEM, area=area, given="กรรมการทดสอบ", surname="หนึ่ง")
        other = people.add_person(actor=SYSTEM, area=area, given="กรรมการทดสอบ", surname="สอง")
        people.keep_identity(actor=SYSTEM, person=one, kind="citizen", number="9000000000015")
        consent = people.give_consent(
            actor=SYSTEM, person=one, purpose="register", text_version="1", given_on=date(2026, 1, 1)
        )
        post = posts.add_post(actor=SYSTEM, organisation=council, title="chair", term_years=4)
        appointment = posts.appoint(actor=SYSTEM, post=post, person=one, since=date(2024, 1, 5))
        head = posts.add_post(actor=SYSTEM, organisation=agency, title="head_of_office")
        officer = posts.appoint(actor=SYSTEM, post=head, person=other, since=date(2024, 1, 5))
        paper = issue_document(
            actor=SYSTEM, area=province, kind="briefing", title="หน่วยงานทดสอบ",
            printed=Printed(b"", "AAAAA-BBBBB", ""), figures=[],
        )  # fmt: skip
        numbers = issue_number_book(
            actor=SYSTEM, body=fund, kind="receipt", number=12, last=100, issued_to="โต๊ะรับเงิน"
        )
        group = keep_group(
            actor=SYSTEM, area=province, kind="zone", name="โซนทดสอบ", members=[self.country.district],
            on=date(2026, 10, 1),
        )  # fmt: skip
        body = keep_local_government(
            actor=SYSTEM, province=province, kind="tao", name="อบต.ทดสอบ", covers=[(area, False)]
        )
        load_rules(actor=SYSTEM)
        rule = DatedRule.everywhere.get(key="council.term_years")
        proposal = proposals.propose_change(
            actor=SYSTEM, record=council, facts={"phone": "036-000-001"}, words="เบอร์ใหม่"
        )
        file = attach(actor=SYSTEM, record=council, content=b"%PDF-1.4\n%%EOF\n", name="มติ.pdf")
        resolution = record_resolution(
            actor=SYSTEM, organisation=council, meeting_number=1, year=2024, item="4.2", on=date(2024, 1, 5),
            words="รับรองรายงานการประชุมทดสอบ",
        )  # fmt: skip
        scan = attach(actor=SYSTEM, record=resolution, content=b"%PDF-1.4\n%%EOF\n", name="รายงาน.pdf")
        self._followed(council, fund, agency)
        meeting = self._meeting(council)
        submission = send_submission(
            actor=SYSTEM,
            organisation=council,
            title="ข้อเสนอทดสอบ",
            on=date(2026, 10, 1),
            to_words="กระทรวงทดสอบ",
        )
        answered = add_submission_step(
            actor=SYSTEM, submission=submission, kind="answered", on=date(2026, 10, 9), words="รับไว้ทดสอบ",
            by_words="กระทรวงทดสอบ",
        )  # fmt: skip
        self._session(council)
        merge = merging.merge_people(
            actor=SYSTEM, stays=other,
            goes=people.add_person(actor=SYSTEM, area=area, given="กรรมการทดสอบ", surname="สอง"),
        )  # fmt: skip
        asked = rights.open_request(actor=SYSTEM, person=other, kind="erase", asked_on=date(2026, 1, 1))
        pair = LikelyPair.objects.create(
            low_id=min(one.pk, other.pk), high_id=max(one.pk, other.pk), score=70
        )
        twins = [
            organisations.add_organisation(actor=SYSTEM, area=area, kind="network", name="เครือข่ายทดสอบ")
            for _ in range(2)
        ]
        bodies = LikelyBodies.objects.get(low=twins[0])
        batch = take_in(
            actor=SYSTEM, area=province, sheet="villages", file_name="หมู่บ้าน.csv", content=VILLAGES.encode()
        )
        of = {
            batch: (
                "import", "import_rows", "import_file", "import_save", "import_go_on", "import_again",
                "import_settle", "import_settle_row",
            ),
            council: (
                "organisation", "organisation-change", "organisation-end", "organisation-move", "registration-add",
                "organisation-revive", "term-renew",
                "post-add", "propose-change", "history", "organisation-paper-add",
                "resolutions-of", "resolution-add", "resolutions-act-of",
                "meetings-of", "meeting-call", "meeting-held", "meeting-rules", "meeting-rule-set", "meetings-report",
                "submissions-of",
                "submission-add",
            ),
            submission: (
                "submission", "submission-step", "submission-withdraw", "submission-history",
            ),
            answered: ("submission-step-back",),
            meeting: (
                "meeting", "meeting-change", "meeting-notice", "meeting-letter", "meeting-cancel",
                "meeting-invite", "meeting-history", "meeting-paper-add", "meeting-agenda",
                "meeting-agenda-bring",
            ),
            AgendaItem.everywhere.get(meeting=meeting, main=4, sub=1): (
                "meeting-item", "meeting-item-change", "meeting-item-move", "meeting-item-remove",
            ),
            Invitation.everywhere.get(meeting=meeting): ("meeting-invitation-withdraw",),
            attach(actor=SYSTEM, record=meeting, content=b"%PDF-1.4\n%%EOF\n", name="ใบลงชื่อ.pdf"): (
                "meeting-paper-withdraw",
            ),
            resolution: (
                "resolution", "resolution-correct", "resolution-withdraw", "resolution-history",
                "resolution-paper-add",
            ),
            scan: ("resolution-paper-withdraw",),
            file: ("paper-withdraw",), agency: ("support-add",),
            registration: ("registration-withdraw", "registration-fill", "registration-paper-add"),
            support: ("support-end",), fund: ("number-books", "number-book-issue"),
            numbers: (
                "number-book", "number-void", "number-book-close", "number-book-back", "number-book-on",
            ),
            one: (
                "person", "person-change", "person-died", "identity-keep", "identity-reveal",
                "household-join", "household-add", "tie-add", "leader-add", "consent-give",
                "person-rights", "request-ask", "person-copy", "person-reads",
            ),
            asked: ("subject-request", "person-erase", "request-paper-add"),
            consent: ("consent-withdraw", "consent-paper-add"), post: ("post-change", "post-end", "appoint"),
            appointment: ("appointment-change", "appointment-end"), officer: ("briefing",),
            group: ("group", "group-change"), body: ("local-government-change",), rule: ("rule-verify",),
            proposal: ("proposal", "proposal-decide"), merge: ("merge-undo",), pair: ("duplicate",),
            bodies: ("organisation-duplicate",),
        }  # fmt: skip
        self.ids |= {f"{name}.pk": row.pk for row, names in of.items() for name in names}
        self.ids |= {
            "sheet": "villages", "number": 2, "paper-check.code": paper.code,
            "kind": "citizen", "history.kind": "organisation", "propose-change.kind": "organisation",
            "rule-set.key": rule.key, "api:rule.key": rule.key, "code": area.code,
            "api:add_appointment.key": post.pk,
            **{f"api:{name}.key": council.pk for name in OF_ORGANISATIONS},
            **{f"api:{name}.key": one.pk for name in ("one_person", "propose_for_person")},
            "boundaries.key": self.country.province.code,
            "files:download.key": file.pk, "low": pair.low_id, "high": pair.high_id,
            **{
                f"{name}.{side}": twins[at].pk
                for name in ("organisation-merge", "organisation-tell-apart")
                for at, side in enumerate(("low", "high"))
            },
        }  # fmt: skip

    def _old_fund(self, fund: Fund) -> None:
        """Its list of members came in with mistakes, and its money was counted."""
        roll = take_list(actor=SYSTEM, fund=fund, file_name="ทะเบียนทดสอบ.csv", content=MEMBERS.encode())
        bringing_in.rehearse(SYSTEM, roll)
        with policy_rows(names=("test.count",)):
            add_cut_over(actor=SYSTEM, fund=fund)
        names = ("one", "columns", "file", "save", "discard", "go-on", "settle", "settle-row")
        self.ids |= {f"member-list{'' if name == 'one' else '-' + name}.pk": roll.pk for name in names}
        pages = (
            "member-lists",
            "cut-over",
            "cut-over-paper-add",
            "cut-over-proof",
            "cut-over-sheet",
            "cut-over-begin",
        )
        self.ids |= {f"{name}.pk": fund.pk for name in pages} | {"row": 2}

    def _gatherings(self) -> None:
        """A field visit of the fund of A with a line of each kind, and a co-operation agreement signed there."""
        host, agency = self.fund, Organisation.objects.visible_to(SYSTEM).get(kind="agency")
        day, area = date(2026, 11, 5), self.country.tambon_a
        self.gathering: Gathering = gatherings.record_gathering(
            actor=SYSTEM, organisation=host, kind="visit", title="ลงพื้นที่ทดสอบ", starts_on=day, area=area,
        )  # fmt: skip
        row = {"actor": SYSTEM, "gathering": self.gathering}
        body = programme.add_body(**row, part="co_host", organisation=agency)
        part = programme.add_part(**row, title="ช่วงเช้าทดสอบ")
        act = programme.add_act(**row, doing="opens", part=part, name="ผู้ว่าทดสอบ", post="ผู้ว่าราชการจังหวัดทดสอบ")
        outcomes.count_heads(
            **row, total=10, counts=[outcomes.Counted(10, sector="movement"), outcomes.Counted(8, area=area)]
        )
        agreement = outcomes.add_agreement(**row, words="ตกลงทดสอบ")
        outcomes.add_visit(**row, area=area)
        gatherings.hold_gathering(**row, came_of_it="ไปถึงแล้ว")
        self._promise(1)
        signed = cooperation.record_cooperation(
            actor=SYSTEM, organisation=host, title="ความร่วมมือทดสอบ", signed_on=day, gathering=self.gathering,
            parties=[cooperation.Party(agency)],
        )  # fmt: skip
        party = cooperation.add_party(actor=SYSTEM, cooperation=signed, words="ฝ่ายที่สามทดสอบ")
        pdf = {"actor": SYSTEM, "content": b"%PDF-1.4\n%%EOF\n"}
        of: dict[Any, tuple[str, ...]] = {
            host: ("gatherings-of", "gathering-add", "cooperation-add"),
            self.gathering: (
                "gathering", "gathering-correct", "gathering-cancel", "gathering-revive", "gathering-hold",
                "gathering-history", "gathering-report", "gathering-body-add", "gathering-part-add",
                "gathering-act-add", "gathering-heads", "gathering-agreement-add",
                "gathering-visit-add", "gathering-paper-add",
            ),
            attach(record=self.gathering, name="ภาพเวที.pdf", **pdf): ("gathering-paper-withdraw",),
            body: ("gathering-line-remove",), part: ("gathering-part-change",), act: ("gathering-act-change",),
            agreement: ("gathering-agreement-correct",),
            signed: (
                "cooperation", "cooperation-correct", "cooperation-renew", "cooperation-end", "cooperation-history",
                "cooperation-party-add", "cooperation-paper-add",
            ),
            party: ("cooperation-party-remove",),
            attach(record=signed, name="บันทึกความร่วมมือ.pdf", **pdf): ("cooperation-paper-withdraw",),
        }  # fmt: skip
        self.ids |= {f"{name}.pk": found.pk for found, names in of.items() for name in names}
        self.ids |= {"noun": "bodies"}

    def _news(self) -> None:
        """A draft of the fund of A, and published news of tambon A with a picture."""
        day = date(2026, 11, 6)
        draft = self._told(organisation=self.fund, title="ข่าวร่างทดสอบ", on=day)
        told = news.write_of_place(
            actor=SYSTEM, area=self.country.tambon_a, title="ข่าวเผยแพร่ทดสอบ", words="เล่าเรื่องทดสอบ", on=day,
        )  # fmt: skip
        photo = {"actor": SYSTEM, "content": _picture(), "paper": "photo", "name": "ภาพ.jpg"}
        shown = attach(record=told, **photo)
        news.publish_item(actor=SYSTEM, item=told)
        of: dict[Any, tuple[str, ...]] = {
            self.fund: ("news-of", "news-of-add"),
            draft: ("news-change", "news-publish", "news-withdraw", "news-picture-add"),
            told: ("news-item", "news-history", "open-news-item", "open-news-picture"),
            attach(record=draft, **photo): ("news-picture-withdraw",),
        }
        self.ids |= {f"{name}.pk": found.pk for found, names in of.items() for name in names}
        pages = ("open-news", "open-news-feed", "open-news-item", "open-news-picture")
        self.ids |= {f"{name}.key": "19" for name in pages} | {"file": shown.pk}

    def _told(self, **facts: Any) -> NewsItem:
        known = {"area": self.country.tambon_a, "words": "เล่าเรื่องทดสอบ", "on": clock.today()}
        return news.write_of_body(actor=SYSTEM, **{**known, **facts})

    def _promise(self, number: int) -> None:
        record_promise(
            actor=SYSTEM, organisation=self.gathering.organisation, words=f"คำรับปากในเวที {number}",
            given_on=self.gathering.starts_on, agency_words="หน่วยงานที่ไม่มีในทะเบียน",
            origin_kind="gatherings.gathering", origin_id=self.gathering.pk,
        )  # fmt: skip

    def _grow_gatherings(self, count: int) -> None:
        row, body = {"actor": SYSTEM, "gathering": self.gathering}, self.gathering.organisation
        for number in range(count):
            programme.add_act(**row, doing="reports", name=f"ผู้รายงานทดสอบ {number}")
            programme.add_part(**row, title=f"ช่วงทดสอบ {number}")
            programme.add_body(**row, part="came", words=f"กลุ่มที่มาทดสอบ {number}")
            outcomes.add_agreement(**row, words=f"ตกลงทดสอบ {number}")
            self._promise(number)
            gatherings.record_gathering(
                actor=SYSTEM, organisation=body, kind="forum", title=f"เวทีทดสอบ {number}", area=body.area,
                starts_on=clock.today(),
            )  # fmt: skip
            signed = cooperation.record_cooperation(
                actor=SYSTEM, organisation=body, title=f"ความร่วมมือทดสอบ {number}", signed_on=date(2026, 11, 1),
                gathering=self.gathering,
            )  # fmt: skip
            cooperation.add_party(actor=SYSTEM, cooperation=signed, words=f"ฝ่ายทดสอบ {number}")

    def _user(self, persona: str) -> User:
        user = User(login=persona, name=persona, created_at=clock.now(), totp_sealed=b"set")
        user.save()
        self.users[persona] = user
        return user

    def client(self, persona: str) -> Client:
        """A browser in which this person is logged in (nobody, for `public`)."""
        Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # whitenoise warns without
        client = Client(raise_request_exception=False)
        if persona != "public":
            session = SessionStore()
            session.update(self._logged_in(persona))
            session.create()
            client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    def _logged_in(self, persona: str) -> dict[str, Any]:
        """What stands in the session of this person after the log-in: made once, as it costs more than a page."""
        if persona not in self._sessions:
            client = Client()
            client.force_login(self.users[persona])
            self._sessions[persona] = {**client.session, CODE: True}  # the second step was shown
        return self._sessions[persona]

    def grow(self, count: int) -> None:
        """More rows of each kind that pages list."""
        council = self.council
        for number in range(count):
            record_resolution(
                actor=SYSTEM, organisation=council, meeting_number=2, year=2024, item=str(number + 1),
                on=date(2024, 2, 5), words="มติทดสอบ",
            )  # fmt: skip
            add_organisation(actor=SYSTEM, area=self.country.tambon_a, name=f"กลุ่มทดสอบ {number}")
            self._follow(number)
            issue_number_book(
                actor=SYSTEM, body=self.fund, kind="receipt", number=100 + number, last=50, issued_to="–"
            )
            self.collect(1)
            self.due(15 + number % 9)  # not soon: the pages of one's work stay as they are
        people = [Invented(number * 5) for number in range(count)]  # so unlike that nobody takes two for one
        more = [self.member(self.fund_a, one.given, surname=one.surname) for one in people]
        waiting = Election.objects.visible_to(SYSTEM).get(pk=self.ids["election.pk"])
        cast_elections.more(council, waiting, [member.person for member in more])
        admit(
            actor=SYSTEM,
            fund=self.fund_a,
            members=more[: count // 2],
            resolution=self.resolution,
            even_uncertified=True,
        )
        for number in range(count):
            self.pay(self.fund_a)
            person = self._member_of_council(f"สมาชิกสภาเพิ่ม {number}")
            sign_in(actor=SYSTEM, meeting=self.session, member=person.pk)
            sign_in_guest(actor=SYSTEM, meeting=self.session, name=f"แขกเพิ่ม {number}")
            self.vote()
        self._grow_gatherings(count)
        cast_grants.grow(self.country.tambon_a, self.fund, self.ids["project.pk"], count)
        for number in range(count):
            told = self._told(organisation=self.fund, title=f"ข่าวทดสอบ {number}")
            news.publish_item(actor=SYSTEM, item=told)
        cast_housing.grow(self.country.tambon_a, self.ids["housing-case.pk"], count)
        cast_reader.grow(self.country.tambon_a, self.ids["reader-text.pk"], count)

    def _followed(self, council: Organisation, fund: Organisation, agency: Organisation) -> None:
        """What the council gave the fund to do, and what the agency promised it, with a line in each trail."""
        given = {"organisation": council, "given_on": date(2026, 10, 1), "due_on": date(2026, 11, 1)}
        line = {"actor": SYSTEM, "on": date(2026, 10, 20), "words": "บันทึกทดสอบ"}
        duty = duties.give_duty(actor=SYSTEM, what="งานค้างทดสอบ", owner_organisation=fund, **given)
        promise = promises.record_promise(actor=SYSTEM, words="รับปากทดสอบ", agency=agency, **given)
        promises.record_promise(
            actor=SYSTEM,
            words="รับปากกองทุนทดสอบ",
            agency=agency,
            **{**given, "organisation": fund, "due_on": None},
        )
        of: dict[Any, tuple[str, ...]] = {
            duty: _named("follow-duty", "correct hand-on report close drop reopen history paper-add"),
            promise: _named("follow-promise", "correct match answer settle withdraw reopen history paper-add"),
            duties.report_duty(duty=duty, **line): ("follow-report-back",),
            promises.answer_promise(promise=promise, **line): ("follow-answer-back",),
            attach(actor=SYSTEM, record=promise, content=b"%PDF-1.4\n%%EOF\n", name="หนังสือ.pdf"): (
                "follow-paper-withdraw",
            ),
            council: ("follow-duty-add", "follow-promise-add", "follow-met-of"),
            fund: ("follow-duties-of", "follow-promises-of"), agency: ("follow-promises-by",),
        }  # fmt: skip
        self.ids |= {f"{name}.pk": row.pk for row, names in of.items() for name in names}
        self.ids |= {"api:one_duty.key": duty.pk, "api:one_promise.key": promise.pk}

    def _follow(self, number: int) -> None:
        """Another duty and promise, not due for long, and a few more lines in the trail of the first duty."""
        given = {"organisation": self.fund, "given_on": date(2026, 10, 1), "due_on": date(2060, 11, 1)}
        duties.give_duty(actor=SYSTEM, what=f"งานเพิ่ม {number}", owner_organisation=self.fund, **given)
        agency = Organisation.objects.visible_to(SYSTEM).get(pk=self.ids["follow-promises-by.pk"])
        promises.record_promise(actor=SYSTEM, words=f"รับปากเพิ่ม {number}", agency=agency, **given)
        duty = Duty.objects.visible_to(SYSTEM).get(pk=self.ids["follow-duty.pk"])
        if number == 0:
            duties.report_duty(actor=SYSTEM, duty=duty, on=date(2026, 10, 20), words="ทำเพิ่ม")


def _named(first: str, acts: str) -> tuple[str, ...]:
    """The names of a record's addresses: its page, and what is done there."""
    return first, *(f"{first}-{act}" for act in acts.split())


@action("test.count", on="fund")
def add_cut_over(*, actor: Actor, fund: Fund) -> CutOver:
    made: CutOver = add(
        CutOver, fund=fund, on=date(2026, 10, 1), facts=as_facts(Counted(date(2026, 10, 1), {100_000: 1}))
    )
    return made


@action("test.add_nation", on="place")
def add_nation(*, actor: Actor, place: Here) -> Area:
    nation: Area = add(Area, kind="nation", name="ประเทศทดสอบ", path="", sort_key="", search_key="")
    return nation


@action("test.add_council_area", on="area")
def add_council_area(*, actor: Actor, area: Area) -> CouncilArea:
    found: CouncilArea = add(CouncilArea, kind="tambon", name=area.name, area=area, sort_key=area.name)
    return found


@contextmanager
def _giving_seats() -> Iterator[Any]:
    with policy_rows(names=("test.seat",)):

        @action("test.seat", on="area")
        def give(
            *, actor: Actor, user: User, role: Role, area: Area, organisation: Organisation | None = None
        ) -> Seat:
            facts = {"user": user, "role": role, "area": area, "organisation": organisation}
            return add(Seat, title=user.name, since=date(2026, 1, 1), **facts)

        def short(user: User, role: Role, area: Area, organisation: Organisation | None = None) -> Seat:
            return give(actor=SYSTEM, user=user, role=role, area=area, organisation=organisation)

        try:
            yield short
        finally:
            actions.registry.pop("test.seat")


POLICY.update({name: Rule((), name) for name in OWN_ACTIONS})
