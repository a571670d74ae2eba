"""A PIN signs beside somebody else's log-in: kept hashed, counted when it is wrong, and it opens no door."""

from __future__ import annotations

import pytest
from tests.seats.conftest import as_, browser_of

from khabuan.core.errors import OutOfArea, Refused
from khabuan.seats import actions, entry
from khabuan.seats.models import Seat, User

KNOCK = entry.Knock("203.0.113.7")


def keep(seat: Seat, pin: str) -> User:
    actor = as_(seat)
    user: User = actions.set_pin(actor=actor, user=seat.user.at(actor), pin=pin)
    return user


def test_a_pin_is_kept_hashed_and_proved(treasurer):
    user = keep(treasurer, " ๒๔๖๘ ")
    assert "2468" not in user.pin
    assert entry.prove_pin(user, "2468", KNOCK) == entry.PinProof(user.pk, user.name)
    assert not keep(treasurer, "").has_pin
    with pytest.raises(Refused, match="pin_wrong"):
        entry.prove_pin(user, "", KNOCK)


@pytest.mark.parametrize(
    ("pin", "code"),
    [("123", "pin_length"), ("12ab", "pin_length"), ("1111", "pin_easy"), ("4567", "pin_easy")],
)
def test_a_weak_pin_is_refused(treasurer, pin, code):
    with pytest.raises(Refused, match=code):
        keep(treasurer, pin)


def test_nobody_sets_anothers_pin(treasurer, neighbour):
    with pytest.raises(OutOfArea):
        actions.set_pin(actor=as_(neighbour), user=treasurer.user.at(as_(neighbour)), pin="2468")


def test_guessing_a_pin_has_to_wait_and_shuts_no_door(treasurer):
    user = keep(treasurer, "2468")
    codes = []
    for _ in range(8):
        with pytest.raises(Refused) as no:
            entry.prove_pin(user, "1357", KNOCK)
        codes.append(no.value.code)
    assert codes[0] == "pin_wrong"
    assert codes[-1] == "wait"
    assert "ลงชื่อบนกระดาษ" in str(no.value.message), "a card opens no sheet"
    with pytest.raises(Refused, match="wait"):
        entry.prove_pin(user, "2468", KNOCK)
    with pytest.raises(Refused, match="wrong_entry"):
        entry.enter(login=user.login, password="not the password", knock=entry.Knock("203.0.113.8"))


def test_the_page_asks_for_the_password_first(treasurer):
    browser = browser_of(treasurer)
    assert browser.post("/me/pin/", {"pin": "2468", "old": "not the password"}).status_code == 422
    assert not User.objects.get(pk=treasurer.user_id).has_pin
