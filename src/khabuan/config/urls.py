"""Addresses of all pages. Wiring only."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from khabuan.config.anchors import anchors
from khabuan.config.first_run import first_run

handler400 = "khabuan.core.views.bad_request"
handler403 = "khabuan.core.views.not_allowed"
handler404 = "khabuan.core.views.not_found"
handler500 = "khabuan.core.views.server_error"

urlpatterns: list = [
    path("setup/", first_run, name="setup"),
    path("anchors/", anchors, name="anchors"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("api/v1/", include("khabuan.config.api")),
    path("", include("khabuan.core.urls")),
    path("", include("khabuan.seats.urls")),
    path("", include("khabuan.registry.urls_rights")),
    path("", include("khabuan.exchange.urls")),
    path("", include("khabuan.rules.urls")),
    path("", include("khabuan.funds.urls")),
    path("", include("khabuan.funds.urls_reading")),
    path("", include("khabuan.registry.urls_organisations")),
    path("", include("khabuan.calendars.urls")),
    path("", include("khabuan.reader.urls")),
    path("", include("khabuan.portal.urls")),
    path("", include("khabuan.meetings.urls")),
    path("", include("khabuan.followup.urls")),
    path("", include("khabuan.gatherings.urls")),
    path("", include("khabuan.grants.urls")),
    path("", include("khabuan.housing.urls")),
    path("", include("khabuan.news.urls")),
    path("", include("khabuan.meetings.urls_meetings")),
    path("", include("khabuan.meetings.urls_session")),
    path("", include("khabuan.meetings.urls_papers")),
    path("", include("khabuan.elections.urls")),
    path("", include("khabuan.funds.urls_lists")),
    path("", include("khabuan.funds.urls_money")),
    path("", include("khabuan.ledger.urls_keeping")),
    path("", include("khabuan.ledger.urls")),
    path("", include("khabuan.funds.urls_collecting")),
    path("", include("khabuan.files.urls")),
    path("", include("khabuan.papers.urls")),
    path("", include("khabuan.places.urls")),
    path("", include("khabuan.picture.urls")),
    path("", include("khabuan.registry.urls_people")),
]
