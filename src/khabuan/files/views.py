"""The one door through which a file leaves."""

from __future__ import annotations

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea, Refused
from khabuan.files import blobs
from khabuan.files.models import Attachment


def download(request: Request, key: int) -> HttpResponseBase:
    """Pictures are shown, all else is saved; nothing in a file may run."""
    rows = Attachment.objects.visible_to(request.actor)
    attachment = rows.filter(pk=key, withdrawn_on__isnull=True).select_related("blob").first()
    if attachment is None:
        raise OutOfArea("file")
    path = blobs.path_of(attachment.blob.sha256)
    if not path.is_file():
        raise Refused(
            "file_lost", _("The file is not on this machine's disk. Bring back the files from a backup.")
        )
    picture = attachment.blob.content_type.startswith("image/")
    response = FileResponse(
        path.open("rb"),
        as_attachment=not picture,
        filename=attachment.name,
        content_type=attachment.blob.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
