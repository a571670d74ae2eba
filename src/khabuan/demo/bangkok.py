"""กรุงเทพมหานคร: one council in a เขต, because there the district is the council area."""

from __future__ import annotations

from khabuan.demo import ground
from khabuan.demo.world import Builder, area, saving
from khabuan.registry.rules.kinds import OrganisationKind


def build(world: Builder) -> None:
    """A confirmed council area of a เขต with its council."""
    with saving():
        district = area("1036")
        council_area = ground.confirm_khet(world, district)
        council = world.body(
            district, OrganisationKind.COUNCIL, f"สภาองค์กรชุมชนเขต{district.name}", council_area=council_area
        )
        world.registered(council, world.ago(800), "1/2567")
        world.board(council, district, world.ago(800), 5)
