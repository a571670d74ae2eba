"""Published news as an Atom feed (RFC 4287) that any reader of feeds follows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from khabuan.core.keys import province_of
from khabuan.news.models import NewsItem
from khabuan.places.labels import label
from khabuan.places.models import Area

MOST = 50  # items of a feed


def heading_of(area: Area) -> str:
    return _("News of %(place)s") % {"place": label(area, full=True)}


def feed(area: Area, items: Iterable[NewsItem], base: str, path: str) -> str:
    """The feed of a place. `base` is this site's address without a slash at its end, `path` the page of the news."""
    place = label(area, full=True)
    made = Atom1Feed(
        title=heading_of(area), link=f"{base}{path}", description="", language="th",
        author_name=place, feed_url=f"{base}{path}feed.atom", feed_guid=f"urn:khabuan:news:{area.key}",
    )  # fmt: skip
    for item in items:
        made.add_item(
            title=item.title,
            link=f"{base}{path}{item.pk}/",
            description=linebreaks(item.words, autoescape=True),
            unique_id=f"urn:khabuan:p{province_of(item.pk):02d}:news:{item.pk}",
            pubdate=item.published_at,
            updateddate=item.changed_at,
            author_name=item.organisation.name if item.organisation else place,
            categories=[_(issue.label) for issue in item.issue_list],
        )
    return made.writeString("utf-8")
