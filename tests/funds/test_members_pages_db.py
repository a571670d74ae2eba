"""Pages of a fund and its members as its treasurer, the neighbour and the seat above find them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from khabuan.access.actor import Role
from khabuan.core import clock, secrets
from khabuan.funds.forms.members import ApplicationForm
from khabuan.funds.models import DoubleMembership, Fund, Member
from khabuan.funds.queries import year_values
from khabuan.funds.rules.words import MemberState, Rhythm
from khabuan.registry.models import Identity, Person
from khabuan.seats.models import User
from tests.cast import Cast, _giving_seats
from tests.funds.members_world import Members

DAY = {"0": "5", "1": "11", "2": "2569"}


def boxes(name: str, **parts: str) -> dict[str, str]:
    return {f"{name}_{at}": value for at, value in (parts or DAY).items()}


class MemberPagesTests(TestCase):
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).exists():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        cls.cast = Cast()

    def page(self, where: str, persona: str = "keeper_a", **query: str) -> Any:
        return self.cast.client(persona).get(where, query)

    def sent(self, where: str, facts: dict[str, Any], persona: str = "keeper_a") -> Any:
        return self.cast.client(persona).post(where, facts)

    @property
    def fund(self) -> Fund:
        return self.cast.fund_a

    @property
    def there(self) -> str:
        return f"{self.fund.get_absolute_url()}members/"

    def test_the_history_of_a_member_says_who_changed_what(self) -> None:
        there = self.cast.members[1].get_absolute_url()
        page = self.page(f"{there}history/").content.decode()
        for words in ("รับเป็นสมาชิก", "เลขที่สมาชิก", "เป็นสมาชิกตั้งแต่"):
            assert words in page, words
        assert "number_key" not in page
        assert self.page(f"{there}history/", "keeper_b").status_code == 404

    def test_papers_of_a_member_are_shown_to_who_may_open_the_numbers(self) -> None:
        """Copies of cards show what is sealed elsewhere."""
        there = self.cast.members[1].get_absolute_url()
        assert "ใบสมัคร.pdf" in self.page(there).content.decode()
        assert "ใบสมัคร.pdf" not in self.page(there, "auditor").content.decode()
        file = SimpleUploadedFile("สำเนาบัตร.pdf", b"%PDF-1.4\n%%EOF\n")
        assert self.sent(f"{there}papers/add/", {"file": file, "paper": "card_copy"}).url == f"{there}#papers"
        assert "สำเนาบัตร.pdf" in self.page(there).content.decode()

    def test_a_slip_in_the_regulation_is_taken_back_on_its_page(self) -> None:
        there = f"{self.fund.get_absolute_url()}rules/"
        back = f"/funds/rules/{self.cast.ids['fund-rule-back.pk']}/take-back/"
        assert back in self.page(there).content.decode()
        assert back not in self.page(there, "auditor").content.decode()
        assert self.sent(back, {"reason": ""}).status_code == 422
        assert self.sent(back, {"reason": "พิมพ์ผิด"}).url == there
        told = self.page(there).content.decode()
        assert "พิมพ์ผิด" in told
        assert back not in told

    def application(self, **facts: str) -> dict[str, str]:
        return {
            "given": "ผู้สมัครใหม่", "surname": "ทดสอบ", "kind": "child", "rhythm": "month", "house_no": "12/3",
            "area": str(self.fund.organisation.area_id), **boxes("applied_on"), **facts,
        }  # fmt: skip

    # ------------------------------------------------------------ the room and the fund's page

    def test_the_room_leads_a_fund_s_seat_to_its_fund_and_others_to_the_list(self) -> None:
        assert self.page("/funds/").url == self.fund.get_absolute_url()
        listed = self.page("/funds/", "province_staff").content.decode()
        assert "กองทุนทดสอบ ก" in listed
        assert "กองทุนทดสอบ ข" in listed
        assert "กองทุนทดสอบ" not in self.page("/funds/", "elsewhere_staff").content.decode()

    def test_the_fund_s_page_shows_its_figures_and_the_acts_of_its_seats_only(self) -> None:
        own = self.page(self.fund.get_absolute_url())
        assert (own.context["counts"].now, own.context["counts"].ever) == (2, 3)
        assert "members" in str(own.context["doors"])
        assert self.page(self.fund.get_absolute_url(), "province_staff").context["doors"] == []
        assert self.page(self.fund.get_absolute_url(), "keeper_b").status_code == 404

    def test_the_organisation_s_page_opens_the_books_or_leads_to_them(self) -> None:
        body = self.page(self.fund.organisation.get_absolute_url()).content.decode()
        assert self.fund.get_absolute_url() in body

    # ------------------------------------------------------------ the list

    def test_each_count_leads_to_its_own_list(self) -> None:
        shown = {
            group: self.page(self.there, show=group).context["page"].paginator.count
            for group in ("now", "ever", "eligible", "waiting", "lapsed", "gone")
        }
        assert shown == {"now": 2, "ever": 3, "eligible": 0, "waiting": 1, "lapsed": 1, "gone": 1}

    def test_the_list_finds_a_number_and_a_name(self) -> None:
        for words, count in (("1", 1), ("สมาชิกทดสอบ", 2), ("99", 0)):
            assert self.page(self.there, q=words).context["page"].paginator.count == count
        assert self.page(self.there, kind="bogus", centre="x").status_code == 200

    # ------------------------------------------------------------ the application

    def test_an_application_is_written_down_from_the_form(self) -> None:
        facts = self.application(
            name_1="ทายาท ก", share_1="60", relation_1="บุตร", name_2="ทายาท ข", share_2="30"
        )
        wrong = self.sent(f"{self.there}apply/", facts)
        assert wrong.status_code == 422
        assert "share_1" in wrong.context["form"].errors
        made = self.sent(f"{self.there}apply/", {**facts, "share_2": "40"})
        assert made.status_code == 302, made.context and made.context["form"].errors
        member = Member.everywhere.latest("pk")
        assert (member.kind, member.house_no, member.state) == ("child", "12/3", MemberState.APPLIED)

    def test_a_doubted_citizen_number_is_asked_about_once(self) -> None:
        facts = self.application(citizen="1234567890123")
        assert self.sent(f"{self.there}apply/", facts).status_code == 422
        assert self.sent(f"{self.there}apply/", {**facts, "certain": "on"}).status_code == 302
        assert "check_digit" in Identity.everywhere.latest("pk").findings

    def test_who_may_be_here_already_is_shown_before_anything_is_saved(self) -> None:
        known = self.cast.waiting.person
        facts = self.application(given=known.given, surname=known.surname, **boxes("born_on", **{
            "0": "1", "1": "1", "2": "2523"}))  # fmt: skip
        count = Person.everywhere.count()
        asked = self.sent(f"{self.there}apply/", facts)
        assert (asked.status_code, Person.everywhere.count()) == (422, count)
        assert self.sent(f"{self.there}apply/", {**facts, "another": "1"}).status_code == 302
        again = self.sent(f"{self.there}apply/", {**facts, "person": str(known.pk)})
        assert again.status_code == 422, "this person has applied already"

    # ------------------------------------------------------------ admission

    def test_those_who_are_ticked_are_admitted_with_the_resolution(self) -> None:
        there, waiting = f"{self.there}applications/", self.cast.waiting
        facts = {"act": "admit", "members": [str(waiting.pk)]}
        assert self.sent(there, facts).status_code == 422
        facts["admit-resolution"] = str(self.cast.resolution.pk)
        asked = self.sent(there, facts)
        assert (asked.status_code, 'name="admit-even_uncertified"' in asked.content.decode()) == (422, True)
        facts["admit-even_uncertified"] = "on"
        done = self.sent(there, facts)
        assert done.status_code == 302
        assert Member.everywhere.get(pk=waiting.pk).number == "0004"
        assert self.sent(there, facts).status_code == 422

    # ------------------------------------------------------------ one member

    def test_a_fund_hears_only_that_there_is_another_and_whom_to_ask(self) -> None:
        page = self.page(self.cast.members[1].get_absolute_url()).content.decode()
        assert "คนนี้อาจเป็นสมาชิกกองทุนอื่นด้วย" in page
        assert "กองทุนทดสอบ ข" not in page
        assert self.cast.country.district.name in page
        double = DoubleMembership.everywhere.get()
        both = self.page(double.get_absolute_url(), "province_staff").content.decode()
        assert "กองทุนทดสอบ ข" in both
        settled = self.sent(
            double.get_absolute_url(), {"outcome": "two", "decision": "คนละคน ชื่อพ้อง"}, "province_staff"
        )
        assert settled.status_code == 302
        again = self.page(self.cast.members[1].get_absolute_url()).content.decode()
        assert "คนนี้อาจเป็นสมาชิกกองทุนอื่นด้วย" not in again
        assert "เป็นคนละคน ไม่ต้องทำอะไร" in again
        assert "ชื่อพ้อง" not in again
        listed = self.page("/members/doubles/", "province_staff").content.decode()
        assert double.get_absolute_url() in listed

    def test_a_sealed_number_is_shown_once_with_a_reason(self) -> None:
        member = self.cast.members[1]
        where = f"{member.get_absolute_url()}numbers/citizen/open/"
        assert "9000000000023" not in self.page(member.get_absolute_url()).content.decode()
        assert self.sent(where, {"reason": ""}).status_code == 422
        assert "9000000000023" in self.sent(where, {"reason": "ตรวจกับบัตร"}).content.decode()
        assert self.sent(where, {"reason": "อยากรู้เฉย ๆ"}, "keeper_b").status_code == 404

    def test_a_death_is_taken_back_on_the_page(self) -> None:
        dead = self.cast.members[2]
        undo = f"/members/steps/{self.cast.ids['member-undo.pk']}/undo/"
        assert undo in self.page(dead.get_absolute_url()).content.decode()
        assert self.sent(undo, {"reason": "แจ้งผิดคน"}).status_code == 302
        assert Member.everywhere.get(pk=dead.pk).state == MemberState.ACTIVE

    def test_members_are_found_by_the_search_box_within_sight_only(self) -> None:
        url = self.cast.members[0].get_absolute_url()
        for persona, is_found in (("keeper_a", True), ("keeper_b", False), ("province_staff", True)):
            page = self.page("/search/", persona, q="สมาชิกทดสอบ 0").content.decode()
            assert (url in page) == is_found, persona
        assert url in self.page("/search/", q="0001").content.decode()

    # ------------------------------------------------------------ set-up

    def test_another_year_of_the_books_is_told_before_it_is_written_down(self) -> None:
        where = f"{self.fund.get_absolute_url()}rules/year/"
        asked = {"value": "calendar", "since": "2027-10-01", "source": "ระเบียบ 2570 ข้อ 20", "resolution": ""}
        told = self.sent(where, asked)
        page = told.content.decode()
        assert (told.status_code, "ปี 2571 ที่มี 15 เดือน" in page, "ยาวกว่าปีปกติ 3 เดือน" in page) == (
            200,
            True,
            True,
        )
        book = self.fund.book
        book.refresh_from_db()
        assert (book.year_turns, year_values(self.fund)[1:]) == ("", []), "it was only rehearsed"
        assert self.sent(where, {**asked, "since": "2027-01-01"}).status_code == 422
        assert self.sent(where, {**asked, "value": "fiscal"}).status_code == 422
        answer = {"confirm": told.context["question"].mark, "client_key": "year"}
        assert self.sent(where, {**asked, **answer}).status_code == 302
        book.refresh_from_db()
        assert book.year_turns == "2028:1"
        assert "ปีปฏิทิน" in self.page(f"{self.fund.get_absolute_url()}rules/").content.decode()

    def test_a_value_of_the_regulation_is_written_down_with_its_source(self) -> None:
        where = f"{self.fund.get_absolute_url()}rules/rhythms/"
        facts = {"value": ["month", "year"], **boxes("since"), "source": ""}
        assert self.sent(where, facts).status_code == 422
        assert self.sent(where, {**facts, "resolution": str(self.cast.resolution.pk)}).status_code == 302
        page = self.page(f"{self.fund.get_absolute_url()}rules/").content.decode()
        assert "รายเดือน, รายปี" in page
        assert self.page(f"{self.fund.get_absolute_url()}rules/bogus/").status_code == 404

    def test_an_account_s_number_is_nowhere_but_on_its_own_page(self) -> None:
        where = f"{self.fund.get_absolute_url()}accounts/add/"
        facts = {
            "bank": "ธนาคารทดสอบ", "name": "กองทุน", "number": "888-8-88888-8", "signs": "2", **boxes("since")
        }  # fmt: skip
        assert self.sent(where, facts).status_code == 302
        page = self.page(self.fund.get_absolute_url()).content.decode()
        assert "•••8888" in page
        assert "8888888888" not in page


class CentrePagesTests(Members):
    """A village centre's collector: the room leads to the desk, its members are there, the fund is not."""

    def setUp(self) -> None:
        super().setUp()
        self.village, self.centre = self.village_with_centre()
        user = User(login="centre", name="ผู้เก็บ", created_at=clock.now())
        user.save()
        with _giving_seats() as give:
            give(user, Role.COLLECTOR, self.fund.organisation.area, self.centre)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        self.client.force_login(user)

    def test_the_collector_takes_and_certifies_an_application(self) -> None:
        desk = f"/desks/{self.centre.pk}/"
        assert self.client.get("/funds/").url == desk
        assert f"{desk}members/" in self.client.get(desk).content.decode()
        form = {
            "given": "ผู้สมัครศูนย์", "kind": "general", "rhythm": "month", "area": str(self.village.pk),
            **boxes("applied_on", **{"0": "5", "1": "8", "2": "2569"}),
        }  # fmt: skip
        answer = self.client.post(f"{desk}members/apply/", form)
        one = Member.everywhere.get(person__given="ผู้สมัครศูนย์")
        assert answer.url == one.get_absolute_url()
        page = self.client.get(answer.url).content.decode()
        assert f"{desk}members/" in page
        assert self.fund.get_absolute_url() not in page
        ticked = {"members": str(one.pk), **boxes("certify-on", **{"0": "6", "1": "8", "2": "2569"})}
        assert self.client.post(f"{desk}members/", ticked).status_code == 302
        assert Member.everywhere.get(pk=one.pk).state == "certified"

    def test_who_lives_in_a_village_pays_at_its_centre_unless_told_otherwise(self) -> None:
        typed = {
            "given": "ผู้สมัคร", "kind": "general", "rhythm": "month", "house_no": "1",
            **boxes("applied_on", **{"0": "5", "1": "8", "2": "2569"}),
        }  # fmt: skip
        facts = {"places": [self.village], "centres": [self.centre], "rhythms": [Rhythm.MONTH]}
        form = ApplicationForm({**typed, "area": str(self.village.pk)}, **facts)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["centre"] == self.centre
        assert "area" in ApplicationForm(typed, **facts).errors  # no village is chosen for anybody

    def test_another_centre_and_the_fund_are_out_of_sight(self) -> None:
        assert self.client.get(f"/desks/{self.fund.organisation_id}/members/").status_code == 404
        assert self.client.get(f"/desks/{self.neighbour.organisation_id}/members/apply/").status_code == 404
        assert self.client.get(f"{self.fund.get_absolute_url()}members/").status_code == 404
