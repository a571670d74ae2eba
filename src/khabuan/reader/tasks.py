"""The worker's door for piles of texts: a key in, its seat as the actor, in Thai. It may be run twice without harm."""

from __future__ import annotations

from django.utils import translation
from django_tasks import task


@task()
def read_pile(key: str) -> None:
    """Read the texts of a file that came in."""
    from khabuan.reader import piling

    with translation.override("th"):
        piling.read_by_key(int(key))


def take_up_again() -> None:
    """At the start of `serve`: piles whose worker was stopped with the machine go on where they were."""
    from khabuan.access.actor import Actor
    from khabuan.reader.actions import piles
    from khabuan.reader.models import Pile
    from khabuan.reader.rules.piles import WORKING

    actor = Actor.system()
    for pile in Pile.objects.visible_to(actor).filter(state__in=WORKING).select_related("area"):
        piles.take_up_again(actor=actor, pile=pile)
