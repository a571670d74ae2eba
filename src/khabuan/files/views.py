"""The one door through which a file leaves."""

from __future__ import annotations

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.reasons import ReasonForm
from khabuan.core.web import attempt, show, typed
from khabuan.files import blobs
from khabuan.files.actions import open_sealed
from khabuan.files.models import SEALED, Attachment


def download(request: Request, key: int) -> HttpResponseBase:
    """A file of a record in sight. A sealed paper is asked for with the reason first."""
    rows = Attachment.objects.visible_to(request.actor)
    attachment = rows.filter(pk=key, withdrawn_on__isnull=True).select_related("blob").first()
    if attachment is None:
        raise OutOfArea("file")
    return _unsealed(request, attachment) if attachment.paper in SEALED else sent(attachment)


def _unsealed(request: Request, attachment: Attachment) -> HttpResponseBase:
    """Ask why, write it down, then hand the paper out."""
    policy.require(request.actor, "files.open_sealed", attachment.node)
    form = ReasonForm(typed(request))
    opened = attempt(form, open_sealed, actor=request.actor, attachment=attachment)
    if opened is not None:
        return sent(opened)
    return show(request, "files/sealed.html", {"form": form, "paper": attachment})


def sent(attachment: Attachment) -> FileResponse:
    """The bytes, for a view that has asked who may see them. Pictures are shown, all else is saved; nothing in a file may run."""
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
