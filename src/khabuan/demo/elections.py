"""Elections of the demo: delegates of ต.ดาวเรือง by lot, one without a quorum and held again, the province's two.

Everything is invented. Who stood and how the votes fell is told; states, terms and papers follow by the acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from khabuan.access.actor import Actor
from khabuan.demo.world import Builder
from khabuan.elections.actions.candidates import nominate
from khabuan.elections.actions.confirming import confirm_election
from khabuan.elections.actions.counting import count_votes
from khabuan.elections.actions.elections import open_election
from khabuan.elections.actions.structure import RoleWanted, review_structure
from khabuan.elections.models import Election
from khabuan.elections.queries.elections import whole
from khabuan.elections.queries.heads import heads_of
from khabuan.elections.queries.structure import open_posts
from khabuan.elections.rules.tally import How
from khabuan.elections.rules.words import Purpose
from khabuan.meetings.models import Meeting, Resolution
from khabuan.places.models import Area
from khabuan.registry.models import Appointment, Organisation, Person, Post
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle

MEMBER, SECOND = "สมาชิก ม.2 (ตัวอย่าง)", "สมาชิก ม.5 (ตัวอย่าง)"


def build(world: Builder, province: Area) -> None:
    _for_the_nation(world, province)
    _secretary_of_a_group(world, province)
    _structure(world, province)


def at_meeting(world: Builder, meeting: Meeting) -> None:
    """What ต.ดาวเรือง elects at one of its meetings: recorded before the minutes are checked, so that they tell it."""
    if meeting.on == world.ago(150):
        _delegates(world, meeting)
    elif meeting.on in (world.ago(95), world.ago(40)):
        _assistant(world, meeting)


def _body(actor: Actor, kind: OrganisationKind, place: Area) -> Organisation:
    rows = Organisation.objects.visible_to(actor).filter(kind=kind, area=place, ended_on__isnull=True)
    return rows.order_by("pk")[0]


def _holders(actor: Actor, body: Organisation, *titles: PostTitle) -> list[Person]:
    rows = Appointment.objects.visible_to(actor).filter(
        post__organisation=body, post__title__in=titles, ended_on__isnull=True
    )
    return [row.person for row in rows.select_related("person").order_by("post__order", "since", "pk")]


def _stand(world: Builder, election: Election, people: Sequence[Person]) -> None:
    for person in people:
        nominate(actor=world.actor, election=election, person=person, proposer=MEMBER, seconder=SECOND)


def _count(
    world: Builder, election: Election, votes: Sequence[int], how: How = How.SECRET, *, words: str = "",
    heads: tuple[int, int] | None = None, abstained: int = 0,
) -> None:  # fmt: skip
    """The votes of those among whom this round is, in the order of the proposals; `heads`: members, and those present."""
    among = whole(world.actor, election).among
    entitled, present = heads or _heads(world, election)
    count_votes(
        actor=world.actor, election=election, how=how, entitled=entitled, present=present, words=words,
        abstained=abstained, votes={one.pk: number for one, number in zip(among, votes, strict=True)},
    )  # fmt: skip


def _heads(world: Builder, election: Election) -> tuple[int, int]:
    """As the meeting of this book kept them."""
    kept = heads_of(world.actor, election)
    return kept.entitled or 0, kept.present or 0


def _delegates(world: Builder, meeting: Meeting) -> None:
    """Two for the province's meeting: even votes at the second seat, decided by lot, by the resolution of that day."""
    council = meeting.organisation
    chair, vice = _holders(world.actor, council, PostTitle.CHAIR, PostTitle.VICE_CHAIR)[:2]
    third = _holders(world.actor, council, PostTitle.SECRETARY)[0]
    election = open_election(
        actor=world.actor,
        organisation=council,
        title=PostTitle.DELEGATE,
        seats=2,
        on=meeting.on,
        meeting=meeting,
    )
    _stand(world, election, (chair, vice, third))
    heads = heads_of(world.actor, election).present or 6
    _count(world, election, (heads - 1, heads // 2, heads // 2), abstained=1)
    _count(
        world,
        election,
        (1, 0),
        how=How.LOT,
        words="เลขานุการจับสลากต่อหน้าที่ประชุม มีสมาชิก ม.1 และ ม.6 เป็นพยาน (ตัวอย่าง)",
    )
    cited = Resolution.objects.visible_to(world.actor).filter(organisation=council, on=meeting.on, duty="12")
    confirm_election(actor=world.actor, election=election, resolution=cited.first())


def _assistant(world: Builder, meeting: Meeting) -> None:
    """An assistant secretary: elected by too few, which elects nobody; at the later meeting by enough."""
    first, second = _holders(world.actor, meeting.organisation, PostTitle.MEMBER)[:2]
    election = open_election(
        actor=world.actor, organisation=meeting.organisation, title=PostTitle.ASSISTANT_SECRETARY, seats=1,
        on=meeting.on, meeting=meeting,
    )  # fmt: skip
    _stand(world, election, (first, second))
    _entitled, present = _heads(world, election)
    most = present // 2 + 1
    _count(world, election, (most, present - most), How.SECRET if meeting.had_quorum else How.HANDS)
    if meeting.had_quorum:
        confirm_election(actor=world.actor, election=election)


def _for_the_nation(world: Builder, province: Area) -> None:
    """The two whom the provincial meeting sends to the nation's, copied from its minutes: their terms are known."""
    body = _body(world.actor, OrganisationKind.PROVINCE_MEETING, province)
    post = _post(world.actor, body, PostTitle.NATIONAL_DELEGATE)
    chosen = _holders(world.actor, body, PostTitle.NATIONAL_DELEGATE)
    others = [one for one in _holders(world.actor, body, PostTitle.DELEGATE) if one not in chosen]
    began = world.ago(250)
    election = _old(world, body, post, began, seats=2, words=f"ประชุมระดับจังหวัด ครั้งที่ 1/{began.year + 543}")
    _stand(world, election, (*chosen, *others[:1]))
    _count(world, election, (20, 17, 9)[: len(chosen) + 1], heads=(26, 24))
    confirm_election(actor=world.actor, election=election)


def _secretary_of_a_group(world: Builder, province: Area) -> None:
    """The empty seat of a working group: the votes are counted, and wait to be confirmed."""
    rows = Post.objects.visible_to(world.actor).filter(
        organisation__kind=OrganisationKind.WORKING_GROUP, organisation__area=province,
        title=PostTitle.SECRETARY, organisation__name__startswith="คณะทำงานประเด็น",
    )  # fmt: skip
    post = rows.select_related("organisation__area").order_by("organisation", "pk")[0]
    election = _old(
        world,
        post.organisation,
        post,
        world.ago(9),
        seats=1,
        words="ประชุมคณะทำงาน (ตัวอย่าง)",
        purpose=Purpose.VACANCY,
    )
    people = [world.person(province) for _number in range(2)]
    _stand(world, election, people)
    _count(world, election, (4, 3), How.HANDS, heads=(8, 7))


def _structure(world: Builder, province: Area) -> None:
    """The standing body looked at its structure, and wants one more seat of a committee."""
    body = _body(world.actor, OrganisationKind.STANDING_BODY, province)
    roles = [
        RoleWanted(f"seats_{post.pk}", post, _wanted(post))
        for post in open_posts(world.actor, body, world.today)
    ]
    review_structure(
        actor=world.actor, organisation=body, on=world.ago(120), roles=roles,
        words="ทบทวนโครงสร้างคณะทำงาน เพิ่มที่นั่งผู้แทนโซนที่ยังไม่มีผู้แทน (ตัวอย่าง)",
    )  # fmt: skip


def _wanted(post: Post) -> int | None:
    is_committee = post.title == PostTitle.COMMITTEE and post.holders is not None
    return post.holders + 1 if is_committee and post.holders else post.holders


def _post(actor: Actor, body: Organisation, title: PostTitle) -> Post:
    rows = Post.objects.visible_to(actor).filter(organisation=body, title=title, until__isnull=True)
    return rows.select_related("organisation__area").order_by("pk")[0]


def _old(
    world: Builder, body: Organisation, post: Post, on: date, *, seats: int, words: str,
    purpose: Purpose = Purpose.NEW_TERM,
) -> Election:  # fmt: skip
    return open_election(
        actor=world.actor,
        organisation=body,
        post=post,
        seats=seats,
        on=on,
        meeting_words=words,
        purpose=purpose,
    )
