"""Addresses of people: list, profile, forms, doubles, proposals."""

from django.urls import path

from khabuan.registry.views import merging, papers, people, person_parts, proposals

PEOPLE = {"kind": "person"}
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="person-add"),
    path("people/leaders/", people.leaders, name="leaders"),
    path("people/duplicates/", merging.duplicates, PEOPLE, name="duplicates"),
    path("people/duplicates/<int:low>/<int:high>/", merging.merge, PEOPLE, name="merge"),
    path("people/duplicates/<int:low>/<int:high>/two/", merging.tell_apart, PEOPLE, name="tell-apart"),
    path("people/duplicates/<int:pk>/", merging.pair, PEOPLE, name="duplicate"),
    path("people/merges/", merging.merges, name="merges"),
    path("people/merges/<int:pk>/undo/", merging.undo, name="merge-undo"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.change, name="person-change"),
    path("people/<int:pk>/died/", people.died, name="person-died"),
    path("people/<int:pk>/numbers/<slug:kind>/", person_parts.identity_keep, name="identity-keep"),
    path("people/<int:pk>/numbers/<slug:kind>/open/", person_parts.identity_reveal, name="identity-reveal"),
    path("people/<int:pk>/house/", person_parts.household_join, name="household-join"),
    path("people/<int:pk>/house/add/", person_parts.household_add, name="household-add"),
    path("people/<int:pk>/ties/add/", person_parts.tie_add, name="tie-add"),
    path("people/<int:pk>/leader/", person_parts.leader_add, name="leader-add"),
    path("people/<int:pk>/consents/give/", person_parts.consent_give, name="consent-give"),
    path("people/consents/<int:pk>/withdraw/", person_parts.consent_withdraw, name="consent-withdraw"),
    path("people/consents/texts/", person_parts.consent_texts_page, name="consent-texts"),
    path("people/consents/<int:pk>/papers/add/", papers.add_to_consent, name="consent-paper-add"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/decide/", proposals.decide, name="proposal-decide"),
    path("propose/<slug:kind>/<int:pk>/", proposals.propose, name="propose-change"),
]
