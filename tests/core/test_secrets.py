from __future__ import annotations

import base64
import hmac
import stat
from pathlib import Path

import pytest

from khabuan.core import secrets

NUMBER = "9 1234 56789 01 2"  # begins with 9: invented


@pytest.fixture
def key_file(tmp_path: Path, settings: object) -> Path:
    path = tmp_path / "keys" / "identity.key"
    secrets.make_key_file(path)
    settings.IDENTITY_KEY_FILE = path  # type: ignore[attr-defined]
    return path


@pytest.mark.usefixtures("key_file")
def test_what_is_sealed_opens_in_its_place() -> None:
    assert secrets.unseal(secrets.seal(NUMBER, "person.citizen:1"), "person.citizen:1") == NUMBER


@pytest.mark.usefixtures("key_file")
def test_sealing_twice_shows_nothing_alike() -> None:
    one, two = (secrets.seal(NUMBER, "person.citizen:1") for _ in range(2))
    assert one != two
    assert NUMBER.encode() not in one


@pytest.mark.usefixtures("key_file")
def test_a_sealed_value_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(secrets.seal(NUMBER, "person.citizen:1"), "person.citizen:2")


@pytest.mark.usefixtures("key_file")
@pytest.mark.parametrize("cut", [0, 1, 5, 13, 20, -1])
def test_a_damaged_value_is_unreadable_and_nothing_worse(cut: int) -> None:
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(secrets.seal(NUMBER, "a")[:cut], "a")


@pytest.mark.usefixtures("key_file")
def test_every_flipped_bit_is_noticed() -> None:
    sealed = secrets.seal("9", "a")
    for position in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[position // 8] ^= 1 << position % 8
        with pytest.raises(secrets.Unreadable):
            secrets.unseal(bytes(flipped), "a")


def test_another_key_opens_nothing(key_file: Path, tmp_path: Path, settings: object) -> None:
    sealed, equal = secrets.seal(NUMBER, "a"), secrets.equality(NUMBER, "a")
    secrets.make_key_file(tmp_path / "other.key")
    settings.IDENTITY_KEY_FILE = tmp_path / "other.key"  # type: ignore[attr-defined]
    assert secrets.equality(NUMBER, "a") != equal
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(sealed, "a")


@pytest.mark.usefixtures("key_file")
def test_equality_holds_for_equal_texts_of_one_context() -> None:
    assert secrets.equality(NUMBER, "a") == secrets.equality(NUMBER, "a")
    assert len({secrets.equality(*pair) for pair in ((NUMBER, "a"), (NUMBER, "b"), ("9", "a"))}) == 3
    assert len(secrets.equality(NUMBER, "a")) == 43


def test_the_key_file_is_for_its_owner_and_is_never_overwritten(key_file: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    before = key_file.read_bytes()
    with pytest.raises(FileExistsError):
        secrets.make_key_file(key_file)
    assert key_file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not base64!", base64.b64encode(b"too short")])
def test_a_damaged_key_file_is_said_to_be_one(content: bytes, tmp_path: Path, settings: object) -> None:
    (tmp_path / "identity.key").write_bytes(content)
    settings.IDENTITY_KEY_FILE = tmp_path / "identity.key"  # type: ignore[attr-defined]
    with pytest.raises(secrets.Unreadable, match="damaged"):
        secrets.seal("x", "a")


def test_tokens_stay_what_they_were_or_nobody_is_found_again(key_file: Path) -> None:
    key = hmac.digest(base64.b64decode(key_file.read_bytes()), b"equality", "sha256")
    for serial in range(200):
        digest = hmac.digest(key, f"identity.citizen\0{serial}".encode(), "sha256")
        expected = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert secrets.equality(str(serial), "identity.citizen") == expected
