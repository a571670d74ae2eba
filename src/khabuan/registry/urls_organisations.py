"""Addresses of organisations, their posts and terms, partner agencies, and histories."""

from django.urls import path

from khabuan.registry.views import (
    agencies,
    history,
    merging,
    number_books,
    organisations,
    papers,
    posts,
    registrations,
    renewing,
)

BODIES = {"kind": "organisation"}
DOUBLES = "organisations/duplicates/"
urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/find/", organisations.find, name="organisation-find"),
    path("organisations/add/", organisations.add, name="organisation-add"),
    path(DOUBLES, merging.duplicates, BODIES, name="organisation-duplicates"),
    path(f"{DOUBLES}<int:low>/<int:high>/", merging.merge, BODIES, name="organisation-merge"),
    path(f"{DOUBLES}<int:low>/<int:high>/two/", merging.tell_apart, BODIES, name="organisation-tell-apart"),
    path(f"{DOUBLES}<int:pk>/", merging.pair, BODIES, name="organisation-duplicate"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisations.change, name="organisation-change"),
    path("organisations/<int:pk>/end/", organisations.end, name="organisation-end"),
    path("organisations/<int:pk>/revive/", registrations.revive, name="organisation-revive"),
    path("organisations/<int:pk>/new-term/", renewing.term_renew, name="term-renew"),
    path("organisations/<int:pk>/move/", organisations.move, name="organisation-move"),
    path(
        "organisations/<int:pk>/registrations/add/", registrations.registration_add, name="registration-add"
    ),
    path("organisations/<int:pk>/number-books/", number_books.number_books, name="number-books"),
    path("organisations/<int:pk>/number-books/add/", number_books.issue, name="number-book-issue"),
    path("registrations/<int:pk>/fill/", registrations.registration_fill, name="registration-fill"),
    path(
        "registrations/<int:pk>/withdraw/", registrations.registration_withdraw, name="registration-withdraw"
    ),
    path("organisations/<int:pk>/papers/add/", papers.add_to_organisation, name="organisation-paper-add"),
    path("registrations/<int:pk>/papers/add/", papers.add_to_registration, name="registration-paper-add"),
    path("papers/<int:pk>/withdraw/", papers.withdraw, name="paper-withdraw"),
    path("organisations/<int:pk>/posts/add/", posts.post_add, name="post-add"),
    path("posts/<int:pk>/change/", posts.post_change, name="post-change"),
    path("posts/<int:pk>/end/", posts.post_end, name="post-end"),
    path("posts/<int:pk>/appoint/", posts.appoint, name="appoint"),
    path("appointments/<int:pk>/change/", posts.appointment_change, name="appointment-change"),
    path("appointments/<int:pk>/end/", posts.appointment_end, name="appointment-end"),
    path("terms/", posts.terms_page, name="terms"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("organisations/<int:pk>/supports/add/", agencies.support_add, name="support-add"),
    path("supports/<int:pk>/end/", agencies.support_end, name="support-end"),
    path("appointments/<int:pk>/briefing/", agencies.briefing_page, name="briefing"),
    path("history/<slug:kind>/<int:pk>/", history.history, name="history"),
]
