"""Uploads are bounded while they arrive: a file that is too large is read past, not kept; so are too many together."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class SizeGuard(FileUploadHandler):
    """Stands first among the handlers. Its request then says so (`was_too_big`), and the form tells why."""

    together = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.together += len(raw_data)
        if start + len(raw_data) > settings.LARGEST_UPLOAD or self.together > settings.LARGEST_REQUEST:
            self.request.was_too_big = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def was_too_big(request: Any) -> bool:
    """A file of this request was larger than anything that is taken."""
    _ = request.POST  # reads the files, which notes their sizes
    return getattr(request, "was_too_big", False)
