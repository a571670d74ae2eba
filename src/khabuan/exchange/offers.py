"""The lists of places and of the register, and what is due: a file that waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.offers import Duty, DutySource, OnSuccession, Sheet
from khabuan.exchange import queries
from khabuan.exchange.actions.batches import settle_area
from khabuan.exchange.lists import agencies, areas, organisations, people

SHEETS = (
    Sheet(
        "villages", _("Villages"), _("Code, tambon, moo and name of each village"), "places.add_area",
        areas.village_columns, areas.VillageDesk, areas.village_rows, _("villages"), 10,
    ),
    Sheet(
        "local_governments", _("Local governments"), _("Kind, name and the tambons that each covers"),
        "places.keep_local_government", areas.local_government_columns, areas.LocalGovernmentDesk,
        areas.local_government_rows, _("local governments"), 20,
    ),
    Sheet(
        "urban_communities", _("Urban communities"), _("Communities in municipalities and Bangkok, without codes"),
        "places.add_area", areas.urban_columns, areas.UrbanDesk, areas.urban_rows, _("communities"), 30,
    ),
    Sheet(
        "groups", _("Community organisations"), _("Registered communities, savings and occupation groups, funds"),
        "registry.add_organisation", organisations.group_columns, organisations.GroupDesk, organisations.group_rows,
        _("organisations"), 40,
    ),
    Sheet(
        "councils", _("Councils with registration"), _("One council for each council area, with its registration"),
        "registry.add_organisation", organisations.council_columns, organisations.CouncilDesk,
        organisations.council_rows, _("councils"), 50,
    ),
    Sheet(
        "people", _("Persons with posts"), _("One person in one post in each row, or a person without a post"),
        "registry.add_person", people.people_columns, people.PeopleDesk, people.people_rows, _("persons"), 60,
    ),
    Sheet(
        "agencies", _("Partner agencies with officers"), _("Agencies, and who holds which post there from when"),
        "registry.add_organisation", agencies.agency_columns, agencies.AgencyDesk, agencies.agency_rows,
        _("agencies"), 70,
    ),
)  # fmt: skip


def _due(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    return [
        Duty(
            what=_("The file %(name)s waits for you") % {"name": batch.file_name},
            more=str(queries.waiting_words(batch)),
            path=reverse("import", args=[batch.pk]),
            act=_("Look at the result"),
            kind="exchange.file",
        )
        for batch in queries.waiting_for(actor)[:limit]
    ]


def _count(actor: Actor, today: date) -> int:
    return queries.waiting_for(actor).count()


WAITING = DutySource("exchange.file", _due, _count, _("Files that wait"), order=30)


AREA_END = OnSuccession("exchange", settle_area, {"import": _("files of lists")}, order=70)
