"""Issued papers by the code that stands on them."""

from __future__ import annotations

from khabuan.access.actor import Actor
from khabuan.papers.models import IssuedDocument

LETTERS = 10


def plain_code(typed: str) -> str:
    """A code as it is kept ("7KQ2M-XW4DA") from what was typed: small letters, blanks, O for 0 and I for 1.

    Base 32 has neither 0, 1 nor 8, so that nobody takes one for a letter. "" when it cannot be a code.
    """
    letters = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    letters = letters.translate(str.maketrans("018", "OIB"))
    return f"{letters[:5]}-{letters[5:]}" if len(letters) == LETTERS else ""


def document_of(actor: Actor, code: str) -> IssuedDocument | None:
    """The paper that has this code; the code is all that is asked for."""
    found: IssuedDocument | None = IssuedDocument.objects.visible_to(actor).filter(code=code).first()
    return found
