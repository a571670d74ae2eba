"""Addresses of lists of members that come in, and of an old fund's going live."""

from django.urls import path

from khabuan.funds.views import cut_over, member_lists, papers

urlpatterns = [
    path("funds/<int:pk>/member-lists/", member_lists.lists, name="member-lists"),
    path("member-lists/template/", member_lists.template, name="member-list-template"),
    path("member-lists/<int:pk>/", member_lists.one, name="member-list"),
    path("member-lists/<int:pk>/columns/", member_lists.columns, name="member-list-columns"),
    path("member-lists/<int:pk>/file/", member_lists.red_file, name="member-list-file"),
    path("member-lists/<int:pk>/save/", member_lists.save, name="member-list-save"),
    path("member-lists/<int:pk>/discard/", member_lists.discard, name="member-list-discard"),
    path("member-lists/<int:pk>/go-on/", member_lists.go_on, name="member-list-go-on"),
    path("member-lists/<int:pk>/settle/", member_lists.settle, name="member-list-settle"),
    path("member-lists/<int:pk>/settle/<int:row>/", member_lists.settle, name="member-list-settle-row"),
    path("funds/<int:pk>/cut-over/", cut_over.count, name="cut-over"),
    path("funds/<int:pk>/cut-over/proof/", cut_over.proof, name="cut-over-proof"),
    path("funds/<int:pk>/cut-over/sheet/", cut_over.sheet, name="cut-over-sheet"),
    path("funds/<int:pk>/cut-over/papers/add/", papers.of_cut_over, name="cut-over-paper-add"),
    path("funds/<int:pk>/cut-over/begin/", cut_over.begin, name="cut-over-begin"),
]
