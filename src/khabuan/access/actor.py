"""Who is asking: a frozen value made once per request or job. Nothing below a view sees a request."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The offices a seat may hold (issue 2, part 8)."""

    SYSTEM = "system", _("the program itself")
    NATION = "nation", _("national office")
    REGION = "region", _("region or group office")
    PROVINCE = "province", _("province working group")
    COORDINATOR = "coordinator", _("zone or district coordinator")
    SECRETARY = "secretary", _("council secretary")
    TREASURER = "treasurer", _("fund treasurer")
    CHAIR = "chair", _("fund chair")
    COLLECTOR = "collector", _("collector")
    AUDITOR = "auditor", _("auditor")
    AGENCY = "agency", _("partner agency")
    PUBLIC = "public", _("the public")


@dataclass(frozen=True)
class Span:
    """A half-open range of paths: everything at or below one place."""

    low: str
    high: str

    @classmethod
    def of(cls, path: str) -> Span:
        """The span of a place's path ("19.01." holds "19.01.05."); the nation's path is empty."""
        if not path:
            return cls("", "~")
        if not path.endswith("."):
            raise ValueError(f"a path closes each step: {path!r}")
        return cls(path, path[:-1] + "/")

    def holds(self, node: str) -> bool:
        return self.low <= node < self.high


@dataclass(frozen=True)
class Actor:
    """A seat as it acts today. `spans` are the places it reaches; `home` is the node it sits at.

    `body` is the node of the organisation that is its own: an agency's seat reads the area of its agency, and answers
    for that agency alone.

    `base` is the path of the area where it begins to read, `page` the address of its own place: a zone's seat
    sits at one of the zone's amphoe, begins at the province and owns the page of the zone.
    """

    role: Role
    spans: tuple[Span, ...] = ()
    seat_id: int | None = None
    user_id: int | None = None
    title: str = ""
    home: str = ""
    base: str = ""
    page: str = ""
    up: frozenset[str] = field(default_factory=frozenset)
    body: str = ""

    @classmethod
    def public(cls) -> Actor:
        return cls(Role.PUBLIC)

    @classmethod
    def system(cls, title: str = "system") -> Actor:
        """The program itself: set-up, the demo's first rows, nightly work."""
        return cls(Role.SYSTEM, (Span.of(""),), title=title)

    @property
    def seat(self) -> str:
        """How the audit chain names this seat."""
        return f"seat:{self.seat_id}" if self.seat_id else self.role.value

    @property
    def is_signed_in(self) -> bool:
        return self.user_id is not None

    def reaches(self, node: str) -> bool:
        return any(span.holds(node) for span in self.spans)

    @property
    def upline(self) -> frozenset[str]:
        """Paths of the places above this seat's spans: whose bodies it may know, though not their insides."""
        return self.up or frozenset(above for span in self.spans for above in paths_above(span.low))


def paths_above(path: str) -> list[str]:
    """The paths that a path stands under, the nation's first: "19.01." has "" and "19."."""
    steps = path.split(".")[:-1]
    return ["".join(step + "." for step in steps[:depth]) for depth in range(len(steps))]
