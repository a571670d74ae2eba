"""What comes in as a file: pictures decoded and encoded again, PDF by its first bytes. Pure of database.

Nothing of the sender's own bytes is left in a picture: no EXIF, no place, no script. SVG is no picture here.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from khabuan.core.errors import Refused

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
EXIF_TAKEN, EXIF_CHANGED, EXIF_MORE = 36867, 306, 34665


@dataclass(frozen=True)
class Taken:
    """A file as it is kept: its bytes, what they are, and the day on which a picture was taken."""

    content: bytes
    content_type: str
    suffix: str
    taken_on: date | None = None


def take(content: bytes) -> Taken:
    """The file as it may be kept. Refused: empty, too large, neither picture nor PDF, damaged."""
    if not content:
        raise Refused("file_empty", _("The file is empty. Choose it again."), field="file")
    if len(content) > MAX_BYTES:
        raise Refused(
            "file_too_large", _("The file is larger than 25 MB. Make it smaller first."), field="file"
        )
    if content[:1024].lstrip().startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2048:]:
            raise Refused("file_damaged", _("The PDF file is not whole. Send it again."), field="file")
        return Taken(content, "application/pdf", ".pdf")
    return _picture(content)


def _picture(content: bytes) -> Taken:
    damaged = Refused("file_damaged", _("The picture cannot be opened. Send it again."), field="file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    words = _("The picture has too many points. Make it smaller first.")
                    raise Refused("picture_too_large", words, field="file")
                return _encoded(picture)
    except UnidentifiedImageError as problem:
        words = _("Only pictures (JPEG, PNG, WebP) and PDF files can be attached.")
        raise Refused("not_a_picture", words, field="file") from problem
    except Image.DecompressionBombError as problem:
        words = _("The picture has too many points. Make it smaller first.")
        raise Refused("picture_too_large", words, field="file") from problem
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        raise damaged from problem


def _encoded(picture: Image.Image) -> Taken:
    taken_on = _taken_on(picture)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    out = io.BytesIO()
    if "A" in upright.getbands() or upright.mode == "P":
        fresh = Image.new("RGBA", upright.size)
        fresh.paste(upright.convert("RGBA"))
        fresh.save(out, "PNG", optimize=True)
        return Taken(out.getvalue(), "image/png", ".png", taken_on)
    fresh = Image.new("RGB", upright.size)
    fresh.paste(upright.convert("RGB"))
    fresh.save(out, "JPEG", quality=85, optimize=True)
    return Taken(out.getvalue(), "image/jpeg", ".jpg", taken_on)


def _taken_on(picture: Image.Image) -> date | None:
    """The day in the picture's own record, if it has a sound one."""
    exif = picture.getexif()
    said = exif.get_ifd(EXIF_MORE).get(EXIF_TAKEN) or exif.get(EXIF_CHANGED)
    try:
        return date.fromisoformat(str(said)[:10].replace(":", "-"))
    except ValueError:
        return None
