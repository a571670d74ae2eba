"""What the movement gathers for beside its meetings, and what was promised and signed there, by noun."""

from khabuan.gatherings.models.cooperation import Cooperation, CooperationParty
from khabuan.gatherings.models.gatherings import Gathering, GatheringBody, GatheringLine, OpenRow
from khabuan.gatherings.models.outcomes import Agreement, HeadCount, Visit
from khabuan.gatherings.models.programme import GatheringPart, ProgrammeAct

__all__ = [
    "Agreement",
    "Cooperation",
    "CooperationParty",
    "Gathering",
    "GatheringBody",
    "GatheringLine",
    "GatheringPart",
    "HeadCount",
    "OpenRow",
    "ProgrammeAct",
    "Visit",
]
