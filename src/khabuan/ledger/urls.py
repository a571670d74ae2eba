"""Addresses of the books, to be read."""

from django.urls import path

from khabuan.ledger.views import entries, reading, taking_out

urlpatterns = [
    path("books/", reading.books, name="books"),
    path("books/<int:pk>/", reading.book, name="book"),
    path("books/<int:pk>/cash/", entries.cash_book, name="book-cash"),
    path("books/<int:pk>/bank/", entries.bank_book, name="book-bank"),
    path("books/<int:pk>/accounts/<slug:code>/", entries.account, name="book-account"),
    path("books/<int:pk>/journal/", entries.journal, name="book-journal"),
    path("books/<int:pk>/trial-balance/", reading.trial_balance, name="book-trial-balance"),
    path("books/<int:pk>/receipts-payments/", reading.receipts_payments, name="book-receipts-payments"),
    path("books/<int:pk>/position/", reading.position, name="book-position"),
    path("books/<int:pk>/sources-uses/", reading.sources_uses, name="book-sources-uses"),
    path("books/<int:pk>/sources/", reading.sources, name="book-sources"),
    path("books/<int:pk>/check/", reading.check, name="book-check"),
    path("books/<int:pk>/export/", taking_out.export, name="book-export"),
    path("books/entries/<int:pk>/", entries.entry, name="book-entry"),
]
