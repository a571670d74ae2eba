"""The demo's small world: lists of every kind have something to show, and nothing in it is against the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client, TestCase, override_settings

from khabuan.access import records
from khabuan.access.actor import Actor
from khabuan.audit import chain
from khabuan.audit.models import IdentityRead
from khabuan.config.setting_up import load_areas
from khabuan.core import clock, offers, secrets
from khabuan.demo.world import LOG_INS, area, build
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.files.models import Attachment
from khabuan.picture.presenting import complete_lines
from khabuan.picture.queries import picture_of
from khabuan.places.models import AreaEvent, CouncilArea
from khabuan.registry.models import (
    Appointment,
    Consent,
    Identity,
    Leader,
    Merge,
    Organisation,
    Post,
    Proposal,
    SubjectRequest,
)
from khabuan.registry.queries.councils import coverage_of
from khabuan.registry.queries.terms import ending_councils
from khabuan.registry.rules.coverage import CouncilState
from khabuan.registry.rules.kinds import LeaderLevel, OrganisationKind, PostTitle, SeatOrigin
from khabuan.seats.middleware import CODE
from khabuan.seats.models import User
from khabuan.seats.queries import actor_of, seats_in_force

# What a list must show to the province's working group: an address and words that stand only in a filled one.
LISTS = {
    "/places/19/": "โซนกลาง ปี",
    "/places/1901/": "คณะทำงานขบวนองค์กรชุมชนอำเภอเมืองสระบุรี",
    "/places/190105/": "กองทุนสวัสดิการชุมชนตำบลดาวเรือง",
    "/places/19010602/history/": "เรื่องตัวอย่าง ไม่ได้เกิดขึ้นจริง: หมู่บ้านใหญ่เกินไป",
    "/organisations/?place=19": "สภาองค์กรชุมชนตำบล",
    "/organisations/?place=19&kind=branch": "สาขาใต้",
    "/organisations/?place=19&kind=village_centre": "ศูนย์ประสานงาน ม.1",
    "/organisations/?place=19&kind=savings_group": "กลุ่มสัจจะออมทรัพย์",
    "/organisations/?place=19&kind=occupation_group": "กลุ่มจักสาน",
    "/organisations/?place=19&kind=network": "เครือข่ายป่าชุมชน",
    "/people/?place=19": "/people/",
    "/people/leaders/?place=19": "ดาวเรือง",
    "/people/duplicates/?place=19": "เทียบกัน",
    "/people/merges/?place=19": "ย้อนแล้ว",
    "/proposals/": "กองทุนสวัสดิการชุมชนตำบลดาวเรือง",
    "/requests/": "ช้าไป",
    "/terms/": "โคกสว่าง",
    "/follow/duties/?place=19": "จัดเวทีสมาชิกกองทุนสวัสดิการ",
    "/follow/duties/met/?place=19": "สภาองค์กรชุมชนตำบลดาวเรือง",
    "/follow/promises/?place=19": "สหกรณ์จังหวัด",
    "/meetings/year/?place=19": "3 จาก 6 ครั้ง",
    "/resolutions/act/?place=19": "สภาองค์กรชุมชนตำบลดาวเรือง",
    "/terms/?show=vacant": "เลขานุการ",
    "/agencies/": "สำนักงานจังหวัดสระบุรี",
    "/groups/?place=19": "โซน 3 ปี",
    "/council-areas/?place=19": "ดาวเรือง",
    "/local-governments/?place=19": "(ตัวอย่าง)",
    "/resolutions/?place=19": "อัตราเงินสมทบ",
    "/rules/": "มติที่ประชุมระดับจังหวัด",
    "/seats/": "daorueang",
    "/imports/": "รายชื่อที่ถ่ายรูปมา.xlsx",
    "/calendar/?place=19&view=list": "ศาลาวัด",
    "/duties/?kind=exchange.file": "กรรมการสภา ต.หนองยาว.xlsx",
    "/search/?q=ดาวเรือง": "ต.ดาวเรือง",
}


@override_settings(IS_DEMO=True)
class SmallWorld(TestCase):
    """Built once for all of these tests; each of them only reads."""

    @classmethod
    def setUpTestData(cls) -> None:
        if not Path(settings.IDENTITY_KEY_FILE).exists():
            secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
        load_areas()
        build(is_small=True)

    def actor(self, login: str) -> Actor:
        (seat,) = seats_in_force(User.objects.get(login=login))
        return actor_of(seat)

    def client_of(self, login: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(login=login))
        session = client.session
        session[CODE] = True
        session.save()
        return client

    def seen(self, model: Any, login: str = "saraburi") -> Any:
        return model.objects.visible_to(self.actor(login))

    def test_every_list_shows_something_to_the_province(self) -> None:
        client = self.client_of("saraburi")
        empty = [where for where, words in LISTS.items() if words not in client.get(where).content.decode()]
        assert not empty

    def test_province_terms_and_duties_count_the_same_councils(self) -> None:
        actor, on = self.actor("saraburi"), clock.today()
        coverage = coverage_of(actor, ["19."], on)
        ringing = (CouncilState.OVER_TERM, CouncilState.ENDS_SOON)
        tiles = {line.council.pk for line in coverage.lines if line.council and line.state in ringing}
        listed = {end.key for end in ending_councils(actor, ["19."], on)}
        due = {duty.about for duty in offers.duty_sources["registry.terms"].due(actor, on, 10_000)}
        councils = self.seen(Organisation).filter(kind=OrganisationKind.COUNCIL)
        assert tiles == listed == {row.pk for row in councils if f"organisation:{row.pk}" in due}
        assert len(tiles) == sum(coverage.counts[state] for state in ringing) > 0

    def test_every_log_in_has_its_home(self) -> None:
        homes = {login: self.client_of(login).get("/").status_code for login, _words in LOG_INS}
        assert set(homes.values()) == {200}, homes

    def test_the_provinces_have_their_council_areas(self) -> None:
        areas = self.seen(CouncilArea, "nation").filter(until__isnull=True)
        counts = {code: areas.filter(area__code__startswith=code).count() for code in ("19", "33", "10")}
        assert counts == {"19": 111, "33": 216, "10": 1}
        councils = self.seen(Organisation, "nation").filter(kind=OrganisationKind.COUNCIL)
        assert councils.filter(council_area__kind="municipality").exists()
        assert councils.filter(council_area__kind="khet").count() == 1

    def test_there_is_a_body_of_every_kind(self) -> None:
        there = set(self.seen(Organisation).filter(ended_on__isnull=True).values_list("kind", flat=True))
        assert {str(kind) for kind in OrganisationKind} - there == {OrganisationKind.OTHER}
        assert self.seen(Organisation).filter(ended_on__isnull=False).count() == 2

    def test_what_waits_was_decided_or_taken_back_is_there(self) -> None:
        assert set(self.seen(Proposal).values_list("state", flat=True)) == set(Proposal.State.values)
        merges = set(self.seen(Merge).values_list("kind", "undone_on"))
        assert {(kind, undone is None) for kind, undone in merges} == {
            (kind, is_done) for kind in ("person", "organisation") for is_done in (True, False)
        }
        today = clock.today()
        requests = self.seen(SubjectRequest)
        assert requests.filter(answered_on__isnull=False).count() == 2
        left = sorted(
            (due - today).days
            for due in requests.filter(answered_on__isnull=True).values_list("due_on", flat=True)
        )
        assert left == [-10, 4, 27]
        assert self.seen(Consent).filter(withdrawn_on__isnull=False).exists()
        assert set(self.seen(AreaEvent).values_list("kind", flat=True)) >= {
            "rename",
            "split",
            "merge",
            "abolish",
        }
        assert IdentityRead.objects.exists()

    def test_lists_that_came_in_stand_in_every_state_that_lasts(self) -> None:
        states = set(self.seen(ImportBatch).values_list("state", flat=True))
        assert states == {"rehearsed", "done", "refused"}
        verdicts = set(self.seen(ImportRow).values_list("verdict", flat=True))
        assert verdicts >= {"wrong", "choose", "new", "saved"}
        assert self.seen(ImportRow).exclude(decision="").exists()

    def test_seats_say_where_they_come_from_and_leaders_at_which_level(self) -> None:
        origins = set(self.seen(Post).values_list("origin", flat=True))
        wanted = {
            SeatOrigin.COUNCIL,
            SeatOrigin.OCCUPATION_GROUP,
            SeatOrigin.AGENCY,
            SeatOrigin.EXPERT,
            SeatOrigin.FUND,
        }
        assert wanted <= origins
        assert self.seen(Appointment).filter(on_behalf_of__isnull=False).exists()
        levels = set(self.seen(Leader, "nation").values_list("level", flat=True))
        assert levels == {str(level) for level in LeaderLevel}
        zones = self.seen(Appointment).filter(post__organisation__level="zone", post__title=PostTitle.CHAIR)
        assert zones.exists()
        assert self.seen(Post).filter(title=PostTitle.DEPUTY_GOVERNOR).exists()

    def test_bars_of_completeness_differ_and_none_is_empty(self) -> None:
        lines = complete_lines(picture_of(self.actor("saraburi"), area("19"), clock.today()))
        shares = [100 * line.have // line.total for line in lines]
        assert min(shares) > 10
        assert len(set(shares)) > 4
        assert max(shares) > 75

    def test_papers_of_each_sort_and_evidence_open(self) -> None:
        papers = set(self.seen(Attachment).values_list("paper", flat=True))
        assert papers >= {"form", "receipt", "minutes", "member_list", "rules", "evidence", "consent"}
        client = self.client_of("saraburi")
        for kind in ("application/pdf", "image/jpeg"):
            one = self.seen(Attachment).filter(blob__content_type=kind).first()
            assert client.get(one.get_absolute_url()).status_code == 200

    def test_numbers_are_test_numbers_and_history_is_whole(self) -> None:
        numbers = Identity.everywhere.filter(kind=Identity.Kind.CITIZEN).exclude(sealed=b"")
        assert all("test" in one.findings for one in numbers)
        assert list(chain.verify()) == []
        assert list(records.verify()) == []
