"""Who is accused in a text of a province: names that no public words there may have, whoever writes them."""

from __future__ import annotations

from django.db.models import Q

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.thai import search_key
from khabuan.reader.models import Draft
from khabuan.reader.rules.drafts import Kind, State
from khabuan.reader.rules.meaning import PROVINCE_STEP


def accused_among(words: str, node: str) -> list[str]:
    """The names in some words that a text of the province of `node` only accuses, as they stand in the text. One query.

    Asked for the whole province, beyond the sight of who writes: it is told that a name is barred, never why.
    """
    accused = Q(state=State.CLAIM) | Q(state=State.WAITING, is_accusation=True)
    rows = Draft.objects.visible_to(Actor.system()).filter(
        accused, spans_q((Span.of(node[:PROVINCE_STEP]),), "text__area__path"), kind=Kind.PERSON
    )
    told = search_key(words)
    names = {str(row.says.get("name") or "") for row in rows.only("facts", "changed", "kind")}
    return sorted(name for name in names if " " in name and search_key(name) in told)
