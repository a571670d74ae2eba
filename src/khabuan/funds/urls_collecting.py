"""Addresses of collecting desks, sheets, receipts and the way of the cash."""

from django.urls import path

from khabuan.funds.views import centres, desks, sheet_ends, sheet_records, sheets

urlpatterns = [
    path("desks/<int:pk>/", desks.desk, name="desk"),
    path("desks/<int:pk>/members/", centres.members, name="centre-members"),
    path("desks/<int:pk>/members/apply/", centres.apply, name="centre-apply"),
    path("funds/<int:pk>/collecting/", desks.of_fund, name="fund-collecting"),
    path("desks/<int:pk>/begin/", desks.begin, name="sheet-begin"),
    path("desks/<int:pk>/hand-over/", desks.hand_over, name="desk-hand-over"),
    path("desks/<int:pk>/settle/", desks.settle, name="desk-settle"),
    path("desks/<int:pk>/pay-in/", desks.pay_in, name="desk-pay-in"),
    path("hand-overs/<int:pk>/slip/", desks.slip, name="hand-over-slip"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/take/", sheets.take, name="sheet-take"),
    path("sheets/<int:pk>/members/<int:key>/", sheets.member, name="sheet-member"),
    path("sheets/<int:pk>/many/", sheet_ends.many, name="sheet-many"),
    path("sheets/<int:pk>/count/", sheet_ends.count, name="sheet-count"),
    path("sheets/<int:pk>/drop/", sheet_ends.drop, name="sheet-drop"),
    path("sheets/<int:pk>/sign/", sheet_ends.sign, name="sheet-sign"),
    path("sheets/<int:pk>/record/", sheet_records.record, name="sheet-record"),
    path("sheets/<int:pk>/paper/", sheet_records.paper, name="sheet-paper"),
    path("sheets/<int:pk>/receipts/", sheet_records.receipts, name="sheet-receipts"),
    path("sheets/<int:pk>/receipts/<int:seq>/", sheet_records.receipt, name="sheet-receipt"),
    path(
        "sheets/<int:pk>/receipts/<int:seq>/<slug:form>/",
        sheet_records.receipt_file,
        name="sheet-receipt-file",
    ),
    path("sheets/<int:pk>/lines/<int:seq>/<slug:kind>/correct/", sheet_records.correct, name="sheet-correct"),
]
