"""Addresses of elections, delegates and structures."""

from django.urls import path

from khabuan.elections.views import candidates, counting, elections, papers, places, structure

urlpatterns = [
    path("elections/", elections.elections, name="elections"),
    path("elections/due/", places.due, name="elections-due"),
    path("elections/delegates/", places.delegates, name="elections-delegates"),
    path("elections/structures/", places.structures_page, name="elections-structures"),
    path("elections/choose/", elections.choose, name="election-choose"),
    path("elections/of/<int:pk>/", elections.of_body, name="elections-of"),
    path("elections/of/<int:pk>/add/", elections.add, name="election-add"),
    path("elections/<int:pk>/", elections.election, name="election"),
    path("elections/<int:pk>/correct/", elections.correct, name="election-correct"),
    path("elections/<int:pk>/withdraw/", elections.withdraw, name="election-withdraw"),
    path("elections/<int:pk>/history/", elections.history, name="election-history"),
    path("elections/<int:pk>/candidates/add/", candidates.add, name="candidate-add"),
    path("elections/candidates/<int:pk>/leave/", candidates.leave, name="candidate-leave"),
    path("elections/<int:pk>/count/", counting.count, name="election-count"),
    path("elections/<int:pk>/count/take-back/", counting.take_back, name="election-count-back"),
    path("elections/<int:pk>/confirm/", counting.confirm, name="election-confirm"),
    path("elections/<int:pk>/result/", papers.result, name="election-result"),
    path("elections/<int:pk>/letter/", papers.letter, name="election-letter"),
    path("elections/<int:pk>/papers/add/", papers.scan_add, name="election-paper-add"),
    path("elections/papers/<int:pk>/withdraw/", papers.scan_withdraw, name="election-paper-withdraw"),
    path("elections/structure/<int:pk>/", structure.structure, name="structure"),
    path("elections/structure/<int:pk>/review/", structure.review, name="structure-review"),
    path("elections/reviews/<int:pk>/withdraw/", structure.review_withdraw, name="review-withdraw"),
]
