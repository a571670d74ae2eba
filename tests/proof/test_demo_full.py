"""The whole demo: the counts that issue 2 names, and how long it takes to build."""

from __future__ import annotations

import time

from tests.databases import identity_key  # noqa: F401 - a fixture

from khabuan.access import records
from khabuan.access.actor import Actor
from khabuan.audit import chain
from khabuan.config.setting_up import load_areas
from khabuan.core import clock
from khabuan.demo.world import area, build
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import Identity, Organisation
from khabuan.registry.queries.councils import coverage_of
from khabuan.registry.rules.coverage import CouncilState
from khabuan.registry.rules.kinds import OrganisationKind

MOST_SECONDS = 75  # of CPU: two minutes hold set-up as well
READER = Actor.system()


def below(code: str, kind: AreaKind) -> int:
    rows = Area.objects.visible_to(READER).filter(until__isnull=True, kind=kind, code__startswith=code)
    return int(rows.count())


def bodies(code: str, kind: OrganisationKind) -> int:
    rows = Organisation.objects.visible_to(READER).filter(
        kind=kind, area__code__startswith=code, ended_on__isnull=True, stays__isnull=True
    )
    return int(rows.count())


def test_the_demo_has_the_counts_of_the_issue_within_its_time(db: None) -> None:
    load_areas()
    began = time.process_time()
    build()
    assert time.process_time() - began < MOST_SECONDS

    shape = {"19": (13, 111, 111, 111), "33": (22, 206, 216, 215)}
    for code, (districts, tambons, council_areas, councils) in shape.items():
        coverage = coverage_of(READER, [area(code).path], clock.today())
        found = (below(code, AreaKind.DISTRICT), below(code, AreaKind.SUBDISTRICT), coverage.total)
        assert found == (districts, tambons, council_areas)
        assert coverage.with_council == councils == bodies(code, OrganisationKind.COUNCIL)
        for state in (CouncilState.IN_TERM, CouncilState.ENDS_SOON, CouncilState.OVER_TERM):
            assert coverage.counts[state], f"{code}: {state}"
    assert bodies("33", OrganisationKind.FUND) == 170
    saraburi = coverage_of(READER, [area("19").path], clock.today()).counts
    assert (saraburi[CouncilState.OVER_TERM], saraburi[CouncilState.ENDS_SOON]) == (7, 14)
    assert saraburi[CouncilState.NO_LIST] == 3

    citizens = Identity.everywhere.filter(kind=Identity.Kind.CITIZEN).exclude(sealed=b"")
    assert all("test" in one.findings for one in citizens)
    assert list(chain.verify()) == []
    assert list(records.verify()) == []
