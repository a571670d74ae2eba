"""The pages of an old fund's going live: its list comes in, is settled and saved; its money is counted and proved."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from khabuan.access.action import action, add
from khabuan.access.actor import Actor, Role
from khabuan.core import clock
from khabuan.files.models import Attachment
from khabuan.funds.models import CutOver, Member, MemberList, MemberListRow
from khabuan.ledger.models import Account, Entry
from khabuan.registry.actions.people import add_person
from khabuan.registry.models import Organisation
from khabuan.seats.middleware import CODE
from khabuan.seats.models import Seat, User
from tests.funds.test_bringing_in_db import HEADINGS, Lists, Row, member, xlsx
from tests.support import SYSTEM, add_organisation, policy_rows


@action("test.sit", on="organisation")
def sit(*, actor: Actor, organisation: Organisation, user: User, role: Role) -> Seat:
    seat: Seat = add(
        Seat,
        user=user,
        role=role,
        area=organisation.area,
        organisation=organisation,
        title=user.name,
        since=date(2026, 1, 1),
    )
    return seat


class Pages(Lists):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        with policy_rows(names=("test.sit", "test.add_organisation")):
            other = add_organisation(
                actor=SYSTEM, area=cls.country.tambon_b, name="กองทุนข้างเคียง", kind="fund"
            )
            cls.users = {}
            for name, body, role in (
                ("treasurer", cls.fund.organisation, Role.TREASURER), ("neighbour", other, Role.TREASURER),
                ("collector", cls.fund.organisation, Role.COLLECTOR),
            ):  # fmt: skip
                user = User(login=name, name=name, created_at=clock.now(), totp_sealed=b"set")
                user.save()
                sit(actor=SYSTEM, organisation=body, user=user, role=role)
                cls.users[name] = user

    def browser(self, name: str = "treasurer") -> Client:
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        client = Client()
        client.force_login(self.users[name])
        session = client.session
        session[CODE] = True
        session.save()
        return client

    def send(self, rows: list[Row], client: Client | None = None, **options: Any) -> Any:
        file = SimpleUploadedFile("ทะเบียน.xlsx", xlsx(rows, **options))
        return (client or self.browser()).post(f"/funds/{self.fund.pk}/member-lists/", {"file": file})

    def test_the_treasurer_brings_in_a_list_with_mistakes(self) -> None:
        client = self.browser()
        add_person(actor=SYSTEM, area=self.country.tambon_a, given="สมาชิก3", surname="ทดสอบ")
        answer = self.send([member(1), member(2, วันเกิด="2549-02-30"), member(3)], client)
        assert answer.status_code == 302
        page = client.get(answer["Location"]).content.decode()
        for words in ("ยังไม่มีอะไรถูกบันทึก", "F5", "ไม่มีวันที่นี้ในเดือนนั้น", "ต้องเลือก 1 แถว", "บันทึกสมาชิก 1 คน"):
            assert words in page, words
        roll = MemberList.everywhere.get()
        row = MemberListRow.everywhere.get(verdict="choose")
        settle = f"/member-lists/{roll.pk}/settle/{row.number}/"
        assert "สมาชิก3" in client.get(f"/member-lists/{roll.pk}/settle/").content.decode()
        assert client.post(settle, {}).status_code == 422
        assert client.post(settle, {"decision": "new"}).status_code == 302
        assert client.post(f"/member-lists/{roll.pk}/save/").status_code == 302
        assert sorted(Member.everywhere.values_list("number", flat=True)) == ["0001", "0003"]
        assert "บันทึกสมาชิกแล้ว 2 คน" in client.get(roll.get_absolute_url()).content.decode()

    def test_the_file_comes_back_red_and_goes_in_again(self) -> None:
        client = self.browser()
        self.send([member(1), member(2, วันเกิด="2549-02-30")], client)
        back = client.get(f"/member-lists/{MemberList.everywhere.get().pk}/file/")
        table = CalamineWorkbook.from_object(io.BytesIO(back.content)).get_sheet_by_index(0).to_python()
        assert "2549-02-30" in table[-1][-1]
        again = SimpleUploadedFile("แก้แล้ว.xlsx", back.content)
        assert client.post(f"/funds/{self.fund.pk}/member-lists/", {"file": again}).status_code == 302
        assert MemberList.everywhere.count() == 2

    def test_what_a_list_says_anew_is_shown_and_changed_by_its_own_button(self) -> None:
        client = self.browser()
        self.send([member(1, จ่ายถึง="ส.ค. 68")], client)
        client.post(f"/member-lists/{MemberList.everywhere.get().pk}/save/")
        answer = self.send([member(1)], client)
        page = client.get(answer["Location"]).content.decode()
        for words in ("สมาชิก 1 คนที่ในไฟล์ต่างจากทะเบียน", "31 ส.ค. 2568", "30 ก.ย. 2568", "แก้สมาชิก 1 คนตามไฟล์"):
            assert words in page, words
        client.post(f"{answer['Location']}save/", {"what": "correct"})
        assert "แก้ทะเบียนสมาชิกตามไฟล์แล้ว 1 คน" in client.get(answer["Location"]).content.decode()
        one = client.get(Member.everywhere.get().get_absolute_url()).content.decode()
        assert "31 ส.ค. 2568 → 30 ก.ย. 2568" in one
        for words in ("จากสมุดเดิม", "เงินสมทบปี 2567", "365 บาท"):
            assert words in one, words

    def test_columns_nobody_knows_are_named_on_the_page(self) -> None:
        client = self.browser()
        headings = ("รหัส", "เลขบัตร", "ใคร", "หมู่", "ตั้งแต่", *HEADINGS[5:])
        answer = self.send([member(1)], client, headings=headings)
        roll = MemberList.everywhere.get()
        assert "บอกว่าคอลัมน์ในไฟล์ของท่านคืออะไร" in client.get(answer["Location"]).content.decode()
        named = {f"at{position}": name for position, _heading, name, _guessed in roll.columns}
        twice = client.post(f"/member-lists/{roll.pk}/columns/", {**named, "at1": "number", "at3": "number"})
        assert twice.status_code == 422
        said = {**named, "at1": "number", "at3": "full_name", "at5": "joined_on"}
        answer = client.post(f"/member-lists/{roll.pk}/columns/", said)
        assert MemberList.everywhere.order_by("pk").last().counts["new"] == 1
        assert "บันทึกสมาชิก 1 คน" in client.get(answer["Location"]).content.decode()

    def test_what_is_no_list_is_said_in_words(self) -> None:
        client = self.browser()
        file = SimpleUploadedFile("รูป.xlsx", b"\x89PNG....")
        answer = client.post(f"/funds/{self.fund.pk}/member-lists/", {"file": file})
        assert "ไม่รับไฟล์นี้" in client.get(answer["Location"]).content.decode()
        assert client.post(f"/funds/{self.fund.pk}/member-lists/", {}).status_code == 422

    def test_the_template_is_understood_by_itself(self) -> None:
        answer = self.browser().get("/member-lists/template/")
        assert answer["Content-Type"].startswith("application/vnd.openxml")

    def test_the_neighbour_sees_nothing_and_the_collector_may_not(self) -> None:
        self.send([member(1)])
        roll = MemberList.everywhere.get()
        for path in (
            f"/funds/{self.fund.pk}/member-lists/",
            roll.get_absolute_url(),
            f"/funds/{self.fund.pk}/cut-over/",
        ):
            assert self.browser("neighbour").get(path).status_code == 404, path
        assert self.browser("collector").get(f"/funds/{self.fund.pk}/member-lists/").status_code == 403
        assert self.browser("collector").get(roll.get_absolute_url()).status_code == 404

    def test_a_list_may_be_thrown_away(self) -> None:
        client = self.browser()
        self.send([member(1)], client)
        roll = MemberList.everywhere.get()
        assert client.post(f"/member-lists/{roll.pk}/discard/").status_code == 302
        assert client.get(roll.get_absolute_url()).status_code == 200
        client.post(f"/member-lists/{roll.pk}/save/")
        assert not Member.everywhere.exists()

    def test_the_money_is_counted_proved_and_begins_the_books(self) -> None:
        client, home = self.browser(), f"/funds/{self.fund.pk}/cut-over/"
        bank = Account.everywhere.get(book=self.fund.book, role="bank")
        page = client.get(home).content.decode()
        assert "ธนบัตร 1,000 บาท" in page
        said = {
            "on_0": "1", "on_1": "2", "on_2": "2569", "piece100000": "3", "piece25": "2", f"bank{bank.code}": "50,000.25",
            f"day{bank.code}_0": "31", f"day{bank.code}_1": "1", f"day{bank.code}_2": "2569", "of_members": "40000",
            "old_total": "๕๓,๐๐๐", "old_members": "0",
        }  # fmt: skip
        assert client.post(home, said).status_code == 302
        page = client.get(f"{home}proof/").content.decode()
        for words in ("ยอดยังไม่ตรง", "53,000.75", "13,000.75", "0.75"):
            assert words in page, words
        client.post(f"{home}begin/")
        assert not Entry.everywhere.exists()
        assert client.post(home, {**said, "why_money": "เศษสตางค์จากดอกเบี้ย"}).status_code == 302
        assert "ยอดตรงกัน" in client.get(f"{home}proof/").content.decode()
        sheet = client.get(f"{home}sheet/")
        assert sheet.content.startswith(b"%PDF")
        client.post(f"{home}begin/")
        assert str(Entry.everywhere.get().on) == "2026-02-01"
        assert CutOver.everywhere.get().entry_id
        assert "บัญชีเริ่มแล้ว" in client.get(f"{home}proof/").content.decode()
        signed = SimpleUploadedFile("ลงชื่อ.pdf", b"%PDF-1.4\n%%EOF\n")
        assert client.post(f"{home}papers/add/", {"file": signed, "paper": "evidence"}).status_code == 302
        assert "ลงชื่อ.pdf" in client.get(f"{home}proof/").content.decode()
        (file,) = Attachment.everywhere.all()
        client.post(f"/funds/papers/{file.pk}/withdraw/", {"reason": "ถ่ายไม่ชัด"})
        assert "ยังไม่ได้แนบใบที่ลงชื่อ" in client.get(f"{home}proof/").content.decode()
        assert client.get(home).status_code == 302

    def test_a_count_that_is_no_number_is_told_beside_its_box(self) -> None:
        answer = self.browser().post(f"/funds/{self.fund.pk}/cut-over/", {"piece100000": "สาม"})
        assert answer.status_code == 422
