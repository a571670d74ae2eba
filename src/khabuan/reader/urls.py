"""Addresses of texts that are read."""

from django.urls import path

from khabuan.reader.views import citing, drafts, fund, piles, same, starting, texts, timeline

urlpatterns = [
    path("reader/", texts.texts, name="reader"),
    path("reader/paste/", texts.paste, name="reader-paste"),
    path("reader/timeline/", timeline.timeline, name="reader-timeline"),
    path("reader/<int:pk>/same/", same.same, name="reader-same"),
    path("reader/<int:pk>/cite/", citing.cite, name="reader-cite"),
    path("reader/many/", piles.many, name="reader-many"),
    path("reader/many/<int:pk>/", piles.pile, name="reader-pile"),
    path("reader/many/<int:pk>/go-on/", piles.go_on, name="reader-pile-go-on"),
    path("reader/<int:pk>/", texts.text, name="reader-text"),
    path("reader/<int:pk>/certain/", texts.certain, name="reader-certain"),
    path("reader/<int:pk>/again/", texts.again, name="reader-again"),
    path("reader/<int:pk>/close/", texts.close, name="reader-close"),
    path("reader/<int:pk>/add/", drafts.add, name="reader-add"),
    path("reader/<int:pk>/about/", texts.change, name="reader-about"),
    path("reader/<int:pk>/withdraw/", texts.withdraw, name="reader-withdraw"),
    path("reader/<int:pk>/take-back/", texts.take_back, name="reader-take-back"),
    path("reader/<int:pk>/history/", texts.history, name="reader-history"),
    path("reader/<int:pk>/start/fund/", fund.fund, name="reader-start-fund"),
    path("reader/<int:pk>/start/<str:what>/", starting.choose, name="reader-start"),
    path("reader/<int:pk>/start/<str:what>/<int:body>/", starting.start, name="reader-start-in"),
    path("reader/drafts/<int:pk>/", drafts.decide, name="reader-draft"),
    path("reader/drafts/<int:pk>/change/", drafts.change, name="reader-change"),
    path("reader/drafts/<int:pk>/link/", drafts.link, name="reader-link"),
]
