"""The worker's doors for lists of members: a key in, its seat as the actor, in Thai. Each may be run twice."""

from __future__ import annotations

from django.utils import translation
from django_tasks import task


@task()
def rehearse_member_list(key: str) -> None:
    """Read a list that came in."""
    from khabuan.funds import bringing_in

    roll, actor = bringing_in.list_and_actor(int(key))
    with translation.override("th"):
        bringing_in.rehearse(actor, roll)


@task()
def save_member_list(key: str) -> None:
    """Save the good rows of a list."""
    from khabuan.funds import bringing_in

    roll, actor = bringing_in.list_and_actor(int(key))
    with translation.override("th"):
        bringing_in.save_rows(actor, roll)


def take_up_again() -> None:
    """At the start of `serve`: lists whose worker was stopped with the machine go on where they were."""
    from khabuan.access.actor import Actor
    from khabuan.funds.actions import bringing_in
    from khabuan.funds.models import MemberList
    from khabuan.funds.rules.words import WORKING

    actor = Actor.system()
    for one in (
        MemberList.objects.visible_to(actor).filter(state__in=WORKING).select_related("fund__organisation")
    ):
        bringing_in.take_up_again(actor=actor, roll=one)
