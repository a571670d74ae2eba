"""The door: whether somebody who knocks is who they say, and how often they may try.

Writes traces only (failures, when a phone was last seen, the last code taken), which are no facts of the
book: they are kept outside the actions and the audit chain, hold digests instead of what was typed, and are
forgotten.
A failure is written *before* the check and taken away by a success, so that tries side by side are all
counted.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.db.models import Count, Max, Q

from khabuan.core import clock, sql
from khabuan.core.secrets import equality, unseal
from khabuan.core.thai import Phone
from khabuan.seats import queries, rules
from khabuan.seats.models import Device, EntryCard, Failure, Seat, Token, User
from khabuan.seats.sentences import refusal, waiting

CARD = ""  # the "log-in" of a card try: it has none


@dataclass(frozen=True)
class Knock:
    """Where a try comes from: its address, and the token of the browser if it has one."""

    address: str
    token: str = ""


def address_of(remote: str, forwarded: str = "") -> str:
    """The address that is counted: the caller's, or behind a proxy on this machine the last one it names.

    An IPv6 caller is its /64, because one household has that many addresses.
    """
    try:
        address = ip_address(remote)
        if address.is_loopback and forwarded:
            address = ip_address(forwarded.rsplit(",", 1)[-1].strip())
    except ValueError:
        return remote
    return str(ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


def phone_digest(phone: Phone) -> str:
    return equality(phone.digits, "user.phone")


def find_user(typed: str) -> User | None:
    """Whose log-in name or phone number this is."""
    phone = Phone.parse(typed)
    by = Q(login=rules.plain_login(typed))
    if phone.ok:
        by |= Q(phone_equality=phone_digest(phone))
    return User.objects.filter(by).first()


def known_device(user: User | None, token: str) -> Device | None:
    """The user's own phone, if this browser is one."""
    if user is None or not token:
        return None
    return Device.objects.filter(user=user, digest=rules.digest_of(token), ended_at__isnull=True).first()


def enter(*, login: str, password: str, knock: Knock) -> User:
    """The user with this name or phone and password. Refused: `wait`, `wrong_entry`.

    An unknown name costs the same time as a wrong password: the hasher runs either way. The try stays counted
    until `forget_failures`, which is called when the second step (if there is one) is done too.
    """
    user = find_user(login)
    _count_try(_about(user, login), knock, known_device(user, knock.token))
    hashed = user.password if user else UNUSABLE_PASSWORD_PREFIX
    if not check_password(password, hashed) or user is None or not user.is_active:
        raise refusal("wrong_entry")
    return user


def prove(user: User, password: str, knock: Knock, *, field: str) -> None:
    """Somebody already inside shows the password again. Refused: `wait`, `password_wrong`."""
    device = known_device(user, knock.token)
    _count_try(_about(user, ""), knock, device)
    if not check_password(password, user.password):
        raise refusal("password_wrong", field=field)
    forget_failures(user, device)


@dataclass(frozen=True)
class PinProof:
    """Whoever holds this has just seen the right PIN of a user: `prove_pin` alone makes it."""

    user_id: int
    name: str


def prove_pin(user: User, pin: str, knock: Knock) -> PinProof:
    """Somebody signs on another one's device with a PIN. Refused: `wait`, `pin_wrong`.

    Its slips are counted apart from those of the log-in, so that nobody shuts another one's door with them.
    Called outside the action, as whoever shows a wrong one is counted though nothing else is written.
    """
    login = equality(f"pin {user.pk}", "failure.login")
    _count_try(login, knock, None, is_pin=True)
    hashed = user.pin or UNUSABLE_PASSWORD_PREFIX
    if not check_password(rules.plain_pin(pin), hashed) or not user.is_active:
        raise refusal("pin_wrong", field="pin")
    Failure.objects.filter(login=login).delete()
    return PinProof(user.pk, user.name)


def take_code(*, user: User, code: str, knock: Knock) -> None:
    """Check the second step's code and take its step for ever. Refused: `wait`, `wrong_code`."""
    device = known_device(user, knock.token)
    _count_try(_about(user, ""), knock, device)
    secret = totp_secret(user)
    step = rules.matching_step(secret, code, clock.now(), after=user.totp_last_step) if secret else None
    if step is None or not take_step(user, step):
        raise refusal("wrong_code", field="code")
    forget_failures(user, device)


def take_step(user: User, step: int) -> bool:
    """Note the newest step taken; False when another request took it first."""
    taken = User.objects.filter(pk=user.pk, totp_last_step__lt=step).update(totp_last_step=step)
    user.totp_last_step = max(step, user.totp_last_step)
    return bool(taken)


def totp_secret(user: User, *, pending: bool = False) -> str:
    """The opened secret of the second step, in force or still to be confirmed; "" when there is none."""
    sealed = user.totp_pending if pending else user.totp_sealed
    return unseal(bytes(sealed), totp_context(user)) if sealed else ""


def totp_context(user: User) -> str:
    """What ties the sealed secret to its user (see `core.secrets`)."""
    return f"user.totp:{user.pk}"


def find_card(*, code: str, knock: Knock) -> EntryCard:
    """The open card with this code. Refused: `wait`, or what is the matter with the card."""
    failure = _count_try(CARD, knock, None)
    digits = rules.read_card_code(code)
    card = (
        EntryCard.objects.select_related("user").filter(digest=rules.digest_of(digits)).first()
        if digits
        else None
    )
    if card is None:
        raise refusal("card_wrong", field="code")
    failure.delete()
    problem = card_problem(card)
    if problem or not card.user.is_active:
        raise refusal(problem or "card_withdrawn", field="code")
    return card


def find_seat(*, code: str, knock: Knock) -> Seat:
    """The seat whose key a program shows. Refused: `wait`, `token_wrong`.

    Wrong keys are counted by address, with wrong cards: the same door, the same patience.
    """
    found = queries.seat_of_token(rules.digest_of(code), clock.today())
    if found is None:
        _count_try(CARD, knock, None)
        raise refusal("token_wrong")
    token, seat = found
    now = clock.now()
    if token.seen_at is None or now - token.seen_at > timedelta(hours=1):
        Token.objects.filter(pk=token.pk).update(seen_at=now)
    return seat


def card_problem(card: EntryCard) -> str:
    """Why a card does not open the door any more; "" when it does."""
    if card.used_at is not None:
        return "card_used"
    if card.withdrawn_at is not None:
        return "card_withdrawn"
    return "card_over" if card.until <= clock.now() else ""


def new_token() -> str:
    """A browser's token, 256 bits."""
    return secrets.token_urlsafe(32)


def note_seen(device: Device) -> None:
    """Remember that the phone was here, once a day."""
    now = clock.now()
    if now - device.seen_at > timedelta(days=1):
        Device.objects.filter(pk=device.pk).update(seen_at=now)


# ---------- counting ----------


def forget_failures(user: User, device: Device | None) -> None:
    """A success mends the slips before it: those of this phone, or those of all other browsers."""
    Failure.objects.filter(login=_about(user, ""), device=device).delete()


def _about(user: User | None, typed: str) -> str:
    """One name for a log-in however it was typed: a known user's key, else what was typed."""
    return equality(f"user {user.pk}" if user else f"typed {rules.plain_login(typed)}", "failure.login")


def _count_try(login: str, knock: Knock, device: Device | None, *, is_pin: bool = False) -> Failure:
    """Count a try as failed until it has succeeded; Refused `wait` when it is too early for another."""
    now, address = clock.now(), equality(knock.address, "failure.address")
    with sql.writing():
        Failure.objects.filter(at__lt=now - rules.LOGIN_MEMORY).delete()
        wait = _wait(login, address, device, now)
        if not wait:
            return Failure.objects.create(login=login, address=address, device=device, at=now)
    raise waiting(rules.minutes(wait), is_card=login == CARD, is_pin=is_pin)


def _wait(login: str, address: str, device: Device | None, now: datetime) -> timedelta:
    """The longer wait of the log-in and the address. One's own phone is counted by itself, without the
    address."""
    here = Failure.objects.filter(address=address, device=None, at__gt=now - rules.ADDRESS_MEMORY)
    if login == CARD:
        facts = here.filter(login=CARD).aggregate(tries=Count("pk"), last=Max("at"))
        return rules.address_wait(facts["tries"], rules.ADDRESS_CARDS, facts["last"], now)
    earlier = Failure.objects.filter(login=login, device=device).values_list("at", flat=True)
    wait = rules.login_wait(list(earlier), now)
    if device is not None:
        return wait
    facts = here.exclude(login=CARD).aggregate(logins=Count("login", distinct=True), last=Max("at"))
    return max(wait, rules.address_wait(facts["logins"], rules.ADDRESS_LOGINS, facts["last"], now))
