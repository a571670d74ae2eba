"""Addresses of keeping the books: months, years, accounts, the bank, cash, second persons."""

from django.urls import path

from khabuan.ledger.views import keeping, reconciling, signing

urlpatterns = [
    path("books/<int:pk>/keeping/", keeping.keeping, name="book-keeping"),
    path("books/<int:pk>/months/<slug:month>/", keeping.month, name="book-month"),
    path("books/<int:pk>/years/<int:year>/close/", keeping.close_year, name="book-close-year"),
    path("books/<int:pk>/chart/", keeping.chart, name="book-chart"),
    path("books/<int:pk>/chart/add/", keeping.account_add, name="book-account-add"),
    path("books/chart/<int:pk>/rename/", keeping.account_rename, name="account-rename"),
    path("books/chart/<int:pk>/close/", keeping.account_close, name="account-close"),
    path("books/entries/<int:pk>/reverse/", keeping.reverse_entry, name="entry-reverse"),
    path("books/<int:pk>/signatures/", signing.signatures, name="book-signatures"),
    path("books/signatures/<int:pk>/", signing.countersign, name="countersign"),
    path("books/bank/<int:pk>/", reconciling.bank, name="bank-state"),
    path("books/bank/<int:pk>/bring/", reconciling.bring, name="bank-bring"),
    path("books/bank-files/<int:pk>/", reconciling.statement, name="bank-file"),
    path("books/bank-lines/<int:pk>/", reconciling.line, name="bank-line"),
    path("books/cash/<int:pk>/count/", reconciling.count, name="cash-count"),
    path("books/counts/<int:pk>/", reconciling.counted, name="cash-counted"),
]
