"""Papers of meetings are checked by their code once they are final; drafts and files for Word are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.meetings.test_printing import MINUTES
from tests.registry.conftest import World, _today_and_key, world  # noqa: F401 - fixtures

from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.meetings.printing.issuing import issue_paper, word_file
from khabuan.meetings.printing.minutes import MinutesState, minutes_paper
from khabuan.papers.models import IssuedDocument
from khabuan.papers.queries.documents import document_of

KIND = IssuedDocument.Kind.MINUTES


def test_adopted_minutes_are_found_by_their_code_and_altered_ones_are_not(world: World) -> None:  # noqa: F811
    actor, body = world.secretary, world.body("council", "สภาทดสอบ")
    paper = minutes_paper(replace(MINUTES, state=MinutesState.ADOPTED))
    printed = issue_paper(actor, body, paper, kind=KIND, figures=[("ผู้มาประชุม", "23 คน")])
    found = document_of(actor, printed.check_code)
    assert found is not None
    assert (found.kind, found.place, found.figures) == ("minutes", body.node, [["ผู้มาประชุม", "23 คน"]])
    again = issue_paper(actor, body, paper, kind=KIND)
    assert again.check_code == printed.check_code
    other = minutes_paper(replace(MINUTES, state=MinutesState.ADOPTED, came=MINUTES.came[:20]))
    assert issue_paper(actor, body, other, kind=KIND).check_code != printed.check_code


def test_a_draft_is_printed_and_not_written_down(world: World) -> None:  # noqa: F811
    actor, body = world.secretary, world.body("council", "สภาทดสอบ")
    printed = issue_paper(actor, body, minutes_paper(MINUTES), kind=KIND)
    assert printed.pages == 2
    assert document_of(actor, printed.check_code) is None
    assert word_file(actor, minutes_paper(MINUTES)).startswith(b"PK")


def test_a_neighbour_issues_no_paper_of_this_council(world: World) -> None:  # noqa: F811
    body, paper = (
        world.body("council", "สภาทดสอบ"),
        minutes_paper(replace(MINUTES, state=MinutesState.ADOPTED)),
    )
    with pytest.raises((OutOfArea, NotAllowed)):
        issue_paper(world.neighbour, body, paper, kind=KIND)
    assert not IssuedDocument.everywhere.exists()
