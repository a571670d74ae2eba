"""Addresses of the check of papers, which is public, and of books of numbers."""

from django.urls import path

from khabuan.papers.views import checks, numbers

urlpatterns = [
    path("papers/check/", checks.check, name="paper-check-ask"),
    path("papers/check/receipt/", checks.receipt, name="receipt-check"),
    path("papers/check/<slug:code>/", checks.checked, name="paper-check"),
    path("number-books/<int:pk>/", numbers.number_book, name="number-book"),
    path("number-books/<int:pk>/void/", numbers.void, name="number-void"),
    path("number-books/<int:pk>/close/", numbers.close, name="number-book-close"),
    path("number-books/<int:pk>/hand-back/", numbers.hand_back, name="number-book-back"),
    path("number-books/<int:pk>/hand-on/", numbers.hand_on, name="number-book-on"),
]
