"""`python -m tests.out_and_in`: every list of every province of an installation goes out and comes in again.

Fails, with what would change, unless every row is the same as before. For the demo's small world in the tests; it
says the same of a whole demo: `KHABUAN_HOME=… python -m tests.out_and_in`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import django


def differences() -> Iterator[str]:
    """A line for each row that would not be the same. Files that are empty have nothing to say."""
    from khabuan.access.actor import Role
    from khabuan.core import offers
    from khabuan.exchange import actions, outgoing, work
    from khabuan.exchange.models import ImportRow
    from khabuan.seats.models import Seat
    from khabuan.seats.queries import actor_of

    seen = 0
    for seat in Seat.everywhere.filter(role=Role.PROVINCE, area__kind="province").select_related(
        "user", "area", "group", "organisation"
    ):
        actor, area = actor_of(seat), seat.area
        for sheet in offers.sheets:
            for kind in ("xlsx", "csv"):
                out = outgoing.export(actor, sheet, area, kind=kind)
                batch = actions.take_in(
                    actor=actor, area=area, sheet=sheet.key, file_name=f"x.{kind}", content=out.content
                )
                batch = work.rehearse(actor, batch)
                rows = ImportRow.everywhere.filter(batch=batch)
                found = Counter(rows.values_list("verdict", flat=True))
                seen += found.total()
                if batch.state == "refused" and batch.refusal[0] != "sheet.no_rows":
                    yield f"{area} {sheet.key} {kind}: {batch.refusal}"
                for row in rows.exclude(verdict="same"):
                    yield f"{area} {sheet.key} {kind} row {row.number}: {row.title} {row.verdict} {row.changes} {row.remarks}"
    if not seen:
        yield "nothing went out"


if __name__ == "__main__":
    django.setup()
    sys.exit("\n".join(differences()) or None)
