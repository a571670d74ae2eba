"""The worker's doors: a batch's key in, its seat as the actor, in Thai. Each may be run twice without harm."""

from __future__ import annotations

from django.utils import translation
from django_tasks import task


@task()
def rehearse_batch(key: str) -> None:
    """Rehearse a file that was taken in."""
    from khabuan.exchange import work

    batch, actor = work.batch_and_actor(int(key))
    with translation.override("th"):
        work.rehearse(actor, batch)


@task()
def save_batch(key: str) -> None:
    """Save the good rows of a file."""
    from khabuan.exchange import work

    batch, actor = work.batch_and_actor(int(key))
    with translation.override("th"):
        work.save_rows(actor, batch)


def take_up_again() -> None:
    """At the start of `serve`: lists whose worker was stopped with the machine go on where they were."""
    from khabuan.access.actor import Actor
    from khabuan.exchange import actions
    from khabuan.exchange.models import ImportBatch

    held = (ImportBatch.State.REHEARSING, ImportBatch.State.SAVING)
    actor = Actor.system()
    for batch in ImportBatch.objects.visible_to(actor).filter(state__in=held):
        actions.take_up_again(actor=actor, batch=batch)
