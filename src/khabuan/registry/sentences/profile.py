"""What the page of an organisation is said from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from khabuan.registry.models import (
    Organisation,
)
from khabuan.registry.queries.around import Around
from khabuan.registry.queries.organisations import OneOrganisation, PostLine
from khabuan.registry.queries.standing import Names, Standing
from khabuan.registry.rules.findings import Finding


@dataclass(frozen=True)
class Profile:
    """What the sentences of a profile are made from."""

    one: OneOrganisation
    standing: Standing
    findings: tuple[Finding, ...]
    names: Names
    on: date
    around: Around = field(default_factory=Around)

    @property
    def body(self) -> Organisation:
        return self.one.organisation

    @property
    def has_ended(self) -> bool:
        """No figure of the day and no act on a seat applies any more; the record and its history stay."""
        return self.body.ended_on is not None and self.body.ended_on <= self.on

    @property
    def open_posts(self) -> list[PostLine]:
        """Posts that are not closed on the day."""
        return [line for line in self.one.posts if line.post.until is None or line.post.until > self.on]

    @property
    def people_count(self) -> int:
        return len({holder.person.pk for line in self.open_posts for holder in line.holders})

    @property
    def empty_count(self) -> int:
        return sum(line.empty for line in self.open_posts)

    @property
    def name_of(self) -> dict[int, str]:
        """Names by key of all who hold or held a post, as far as they may be read."""
        held = (holder for line in self.one.posts for holder in (*line.holders, *line.former))
        named = {holder.person.pk: self.names.of(holder.appointment) for holder in held}
        return {key: name for key, name in named.items() if name}
