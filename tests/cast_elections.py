"""The cast's elections: one that waits with its names, one counted, one confirmed with delegates, a review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from khabuan.elections.actions.candidates import nominate
from khabuan.elections.actions.confirming import confirm_election
from khabuan.elections.actions.counting import count_votes
from khabuan.elections.actions.elections import open_election
from khabuan.elections.actions.structure import RoleWanted, review_structure
from khabuan.elections.models import Candidate, Election
from khabuan.elections.queries.structure import open_posts
from khabuan.files.actions import attach
from khabuan.places.models import Area
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import add_post
from khabuan.registry.models import Organisation, Person
from tests.support import SYSTEM

DAY = date(2026, 11, 10)


def build(council: Organisation) -> dict[str, Any]:
    """Make them, and say which record each address names."""
    waiting = stood(council, 2, title="vice_chair", seats=1)
    counted = stood(council, 2, title="secretary", seats=1)
    count(counted, 9, 4)
    sent = stood(council, 2, title="delegate", seats=2)
    count(sent, 9, 8)
    confirm_election(actor=SYSTEM, election=sent)
    review = _review(council)
    scan = attach(actor=SYSTEM, record=waiting, content=b"%PDF-1.4\n%%EOF\n", name="ใบนับคะแนน.pdf")
    of: dict[Any, tuple[str, ...]] = {
        council: ("elections-of", "election-add", "structure", "structure-review"),
        waiting: (
            "election", "election-correct", "election-withdraw", "election-history", "candidate-add",
            "election-count", "election-result", "election-paper-add",
        ),
        counted: ("election-count-back", "election-confirm"),
        sent: ("election-letter",),
        Candidate.everywhere.filter(election=waiting).earliest("number"): ("candidate-leave",),
        review: ("review-withdraw",),
        scan: ("election-paper-withdraw",),
    }  # fmt: skip
    return {f"{name}.pk": row.pk for row, names in of.items() for name in names}


def more(council: Organisation, waiting: Election, people: Sequence[Person]) -> None:
    """More names in the election that waits, more elections that are planned (no work of today), more reviews."""
    post = add_post(actor=SYSTEM, organisation=council, title="member", holders=None)
    for person in people:
        planned = open_election(actor=SYSTEM, organisation=council, post=post, seats=1, on=date(2060, 1, 1))
        for election in (waiting, planned):
            _nominate(election, person)
        _review(council)


def stood(council: Organisation, names: int, **facts: Any) -> Election:
    election = open_election(actor=SYSTEM, organisation=council, on=DAY, **facts)
    area: Area = council.area
    for number in range(names):
        _nominate(
            election,
            add_person(actor=SYSTEM, area=area, given=f"ผู้ถูกเสนอทดสอบ{number}", surname="ทดสอบ"),
        )
    return election


def _nominate(election: Election, person: Person) -> None:
    nominate(actor=SYSTEM, election=election, person=person, proposer="ผู้เสนอทดสอบ", seconder="ผู้รับรองทดสอบ")


def count(election: Election, *votes: int) -> None:
    rows = Candidate.everywhere.filter(election=election).order_by("number")
    counted = {row.pk: number for row, number in zip(rows, votes, strict=True)}
    count_votes(actor=SYSTEM, election=election, how="secret", votes=counted, entitled=20, present=15)


def _review(council: Organisation) -> Any:
    roles = [RoleWanted(f"seats_{post.pk}", post, post.holders) for post in open_posts(SYSTEM, council, DAY)]
    return review_structure(actor=SYSTEM, organisation=council, on=DAY, roles=roles, words="คงตามเดิม")
