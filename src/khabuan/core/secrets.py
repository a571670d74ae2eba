"""Identity at rest: AES-GCM under a key that never stands in the database, keyed HMAC for equality.

`context` names what is sealed ("person.citizen:123"), so that a sealed value cannot be moved to another row.
The key file is `identity.key` in the state folder: 32 bytes, base64, readable by the owner only. Without it
the sealed values are lost for ever; `khabuan backup` therefore says where it is and keeps it apart.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
from binascii import b2a_base64
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without those that sound or look alike on the telephone


class Unreadable(Exception):
    """The sealed value does not belong to this key or this place."""


def read_aloud(length: int) -> str:
    """A random code that people read out and type in again."""
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def make_key_file(path: Path) -> None:
    """Write a new key, refusing to overwrite one: FileExistsError."""
    write_for_owner(path, base64.b64encode(os.urandom(32)) + b"\n")


def write_for_owner(path: Path, content: bytes) -> None:
    """Write a new file that only its owner ever could read, kept through a power cut. FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # a key that is lost with the power would take every sealed value along


@lru_cache(maxsize=4)
def _keys(path: str) -> tuple[bytes, bytes]:
    try:
        root = base64.b64decode(Path(path).read_bytes().strip(), validate=True)
    except binascii.Error:
        root = b""
    if len(root) != 32:
        raise Unreadable("identity key file is damaged")
    return tuple(hmac.digest(root, use, "sha256") for use in (b"seal", b"equality"))  # type: ignore[return-value]


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _current() -> tuple[bytes, bytes]:
    from django.conf import settings

    return _keys(str(settings.IDENTITY_KEY_FILE))


def seal(text: str, context: str) -> bytes:
    """Encrypt a short text for one place."""
    return sealer()(text, context)


def sealer() -> Callable[[str, str], bytes]:
    """`seal` for very many texts: the key is looked for once."""
    encrypt, nonce_of = _cipher(_current()[0]).encrypt, os.urandom

    def sealed(text: str, context: str) -> bytes:
        nonce = nonce_of(12)
        return VERSION + nonce + encrypt(nonce, text.encode(), context.encode())

    return sealed


def unseal(sealed: bytes, context: str) -> str:
    """The text again. Raises Unreadable for another key, another place or a damaged value."""
    sealed = bytes(sealed)
    if sealed[:1] != VERSION:
        raise Unreadable("unknown version")
    try:
        return _cipher(_current()[0]).decrypt(sealed[1:13], sealed[13:], context.encode()).decode()
    except (InvalidTag, ValueError) as problem:  # ValueError: cut short
        raise Unreadable("not sealed by this key for this place") from problem


def equality(text: str, context: str) -> str:
    """A keyed digest, 43 letters: equal texts of one context have equal digests, and nothing else shows."""
    return equaliser(context)(text)


def equaliser(context: str) -> Callable[[str], str]:
    """`equality` for very many texts of one context: the key is looked for once."""
    key, before = _current()[1], f"{context}\0".encode()

    def token(text: str) -> str:
        digest = hmac.digest(key, before + text.encode(), "sha256")
        return b2a_base64(digest, newline=False).translate(_URL_SAFE, b"=").decode()

    return token
