"""Says that a small act is done, on the next page shown. Rides on Django's messages."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def toast(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """`text` is a whole sentence; `undo_url` is a page of this site where the act can be undone."""
    if undo_url and not url_has_allowed_host_and_scheme(undo_url, allowed_hosts=None):
        raise ValueError("undo_url must be a path of this site")
    messages.success(request, text, extra_tags=undo_url)
