"""Writes: seats given and ended, entry cards, and what users keep of their own.

Passwords, codes and secrets are never noted for the audit event. A user is not a `Row` (see `models.User`),
so it is saved here by `_keep`, which notes the harmless part.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet
from django.utils import translation

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor, Role
from khabuan.core import clock, offers, sql
from khabuan.core.errors import OutOfArea
from khabuan.core.secrets import seal
from khabuan.core.thai import Phone, tidy
from khabuan.places.models import Area, AreaKind
from khabuan.seats import entry, queries, rules
from khabuan.seats.models import Device, EntryCard, Seat, Token, User
from khabuan.seats.queries import Place
from khabuan.seats.sentences import refusal, refuse_first

# ---------- seats ----------


@action("seats.grant", on="place")
def grant_seat(
    *, actor: Actor, place: Place, role: str, user: User | None = None, login: str = "", name: str = "",
    phone: str = "", title: str = "", since: date | None = None, until: date | None = None,
) -> Seat:  # fmt: skip
    """Give somebody an office at a place, below one's own rank (or a colleague's) and within one's own reach.

    Without `user` a new one is made from `login`, `name` and (if any) `phone`; the entry card is a further
    act.
    `until` is the first day on which the seat is no more. Refused: an office that does not sit there, not
    below, a wider reach, a place that has ended, a log-in name that is taken, the same seat twice.
    """
    since = since or clock.today()
    _check_period(since, until)
    _check_office(actor, place, role, since)
    if user is None:
        user = _new_user(login=login, name=name, phone=phone)
    elif actor.role != Role.SYSTEM and not Seat.objects.visible_to(actor).filter(user=user).exists():
        raise OutOfArea("seats.user")
    area, group, organisation = queries.own_places(place)
    here = Seat.everywhere.filter(user=user, role=role, area=area, group=group, organisation=organisation)
    if any(seat.until is None or seat.until > since for seat in here):
        raise refusal("seat_twice")
    seat: Seat = add(
        Seat, user=user, role=role, area=area, group=group, organisation=organisation,
        title=tidy(title)[:200] or _title(role, place), since=since, until=until,
    )  # fmt: skip
    return seat


def _check_period(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise refusal("end_before_start", field="until")
    if until is not None and until <= clock.today():
        raise refusal("until_past", field="until")


def _check_office(actor: Actor, place: Place, role: str, on: date) -> None:
    """The office sits at such places, is the giver's to give, and reaches no further than the giver does."""
    level = queries.level_of(place)
    if role not in Role.values or level is None or level not in rules.LEVELS.get(Role(role), ()):
        raise refusal("role_not_here", field="role")
    if not rules.may_seat(actor.role, Role(role)):
        raise refusal("role_not_below", field="role")
    ended = getattr(place, "ended_on", None) or getattr(place, "until", None)
    if (ended is not None and ended <= on) or getattr(place, "stays_id", None):
        raise refusal("place_over")
    facts = queries.reach_facts(role, *queries.own_places(place), today=on)
    if not rules.lies_within(rules.spans_of(facts), actor.spans):
        raise refusal("reach_too_wide", field="role")


def settle_area(going: offers.Succession) -> None:
    """Seats at an area that ends, or at an organisation there, go on at its successor."""
    rows = Seat.everywhere.filter(area=going.gone).select_related("area").order_by("pk")
    for seat in _not_over(rows, going):
        title = _title(seat.role, going.into) if seat.title == _title(seat.role, going.gone) else seat.title
        change(seat, area=going.into, title=title)
        going.count("seat")


def settle_group(going: offers.Succession) -> None:
    """Seats at last year's group end with it, and their holders have the same office at this year's."""
    rows = Seat.everywhere.filter(group=going.gone).select_related("user").order_by("pk")
    for seat in _not_over(rows, going):
        title = _title(seat.role, going.into) if seat.title == _title(seat.role, going.gone) else seat.title
        add(
            Seat, user=seat.user, role=seat.role, area=going.into.area, group=going.into, title=title,
            since=max(going.on, seat.since), until=seat.until,
        )  # fmt: skip
        change(seat, until=max(going.on, seat.since))
        going.count("seat")


def follow_organisation(old: str, new: str) -> None:
    """An organisation stands in another area: the seats there name that area."""
    rows = Seat.everywhere.filter(organisation__node=new).select_related("organisation__area")
    for seat in rows.order_by("pk"):
        change(seat, area=seat.organisation.area)


def _not_over(rows: QuerySet[Seat], going: offers.Succession) -> list[Seat]:
    return [seat for seat in rows if seat.until is None or seat.until > going.on]


def _title(role: str, place: Place) -> str:
    """ "คณะทำงานจังหวัด สระบุรี": titles are kept in the country's language, whatever the page speaks."""
    with translation.override(settings.LANGUAGE_CODE):
        return f"{Role(role).label} {place}"[:200]


def _new_user(*, login: str, name: str, phone: str) -> User:
    """Make a log-in that nobody can use before its first card."""
    login, name = rules.plain_login(login), tidy(name)
    refuse_first(rules.login_findings(login), field="login")
    if not name:
        raise refusal("name_missing", field="name")
    if User.objects.filter(login=login).exists():
        raise refusal("login_taken", field="login")
    user = User(login=login, name=name[:200], created_at=clock.now())
    user.set_unusable_password()
    if phone.strip():
        _put_phone(user, phone)
    user.save(force_insert=True)
    note(user={"id": str(user.pk), "login": login, "name": user.name, "phone": user.phone_shown})
    return user


@action("seats.end", on="seat")
def end_seat(*, actor: Actor, seat: Seat, on: date | None = None, reason: str = "") -> Seat:
    """From a day on (today when left out) the seat is no more; whoever sits in it is out at the next click.

    Refused: not below one's own office, one's own seat, ended already, a day before the seat began.
    """
    on = on or max(clock.today(), seat.since)
    _check_another(actor, seat)
    if not rules.may_seat(actor.role, Role(seat.role)):
        raise refusal("role_not_below")
    if seat.until is not None and seat.until <= clock.today():
        raise refusal("seat_over")
    if on < seat.since:
        raise refusal("end_before_start", field="on")
    change(seat, until=on)
    return seat


def found_installation(*, province: str, login: str, name: str) -> str:
    """The first administrator of a new book, or a new card for one who is shut out; the card's code as
    printed.

    For whoever sits at the machine itself: no seat stands above the first one. `province` is a DOPA code, ""
    for the nation. Refused: no such province, what `grant_seat` refuses.
    """
    kind, role = (AreaKind.PROVINCE, Role.PROVINCE) if province else (AreaKind.NATION, Role.NATION)
    place = Area.everywhere.filter(kind=kind, until=None, **({"code": province} if province else {})).first()
    if place is None:
        raise refusal("no_such_province", field="province")
    system = Actor.system()
    with sql.writing():
        user = User.objects.filter(login=rules.plain_login(login)).first()
        seats = queries.seats_in_force(user) if user else []
        if seats:
            return issue_card(actor=system, seat=seats[0]).code
        seat = grant_seat(actor=system, place=place, role=role, user=user, login=login, name=name)
        return issue_card(actor=system, seat=seat).code


# ---------- cards ----------


@action("seats.issue_card", on="seat")
def issue_card(*, actor: Actor, seat: Seat) -> EntryCard:
    """A one-use card for the user of a seat; older cards are withdrawn.

    The row that is returned knows its `code`, as printed, and no other reading of it ever does: a replay
    gives the same card without it.

    A card opens everything its user has, so every seat of that user must be below the giver's. Refused: the
    seat is over, `user_elsewhere`.
    """
    _check_all_below(actor, seat)
    now = clock.now()
    code = rules.new_card_code()
    withdrawn = EntryCard.objects.filter(queries.open_cards(now), user=seat.user).update(withdrawn_at=now)
    card: EntryCard = EntryCard.objects.create(
        user=seat.user, digest=rules.digest_of(code), issued_at=now, issued_by=actor.title[:200],
        until=now + rules.CARD_LIFE,
    )  # fmt: skip
    note(card=str(card.pk), user=str(seat.user_id), until=card.until, withdrawn=withdrawn)
    card.code = rules.shown_card_code(code)
    return card


def _check_another(actor: Actor, seat: Seat) -> None:
    """Refused for a seat of one's own: a colleague does that, so that an unwatched screen is not enough."""
    if actor.user_id is not None and actor.user_id == seat.user_id:
        raise refusal("seat_own")


def _check_all_below(actor: Actor, seat: Seat) -> None:
    """Raise unless the seat is open, another's, and each seat of its user, now or to come, below the actor's."""
    today = clock.today()
    _check_another(actor, seat)
    if seat.until is not None and seat.until <= today:
        raise refusal("seat_over")
    for other in queries.seats_not_over(seat.user, today):
        reach = queries.actor_of(other, today).spans
        if not rules.may_seat(actor.role, Role(other.role)) or not rules.lies_within(reach, actor.spans):
            raise refusal("user_elsewhere")


@action("seats.use_card", on="user")
def use_card(*, actor: Actor, user: User, card: EntryCard, password: str, again: str) -> User:
    """Choose a password with a card; the card is used up, other cards go, all sessions of the user end.

    The actor is the user's own seat, although nobody is logged in yet: the card is the proof. Sessions end
    because they are tied to the password. Refused: what is the matter with the card or the password.
    """
    _check_own(actor, user)
    now = clock.now()
    _check_new_password(user, password, again)
    taken = EntryCard.objects.filter(queries.open_cards(now), pk=card.pk, user=user).update(used_at=now)
    if not taken:
        card.refresh_from_db()
        raise refusal(entry.card_problem(card) or "card_wrong")
    EntryCard.objects.filter(queries.open_cards(now), user=user).update(withdrawn_at=now)
    user.set_password(password)
    _keep(user, "password", must_change_password=False)
    note(card=str(card.pk))
    return user


# ---------- one's own ----------


@action("seats.change_password", on="user")
def change_password(*, actor: Actor, user: User, old: str, password: str, again: str) -> User:
    """Another password; every session of the user ends (the door keeps the one that asked).

    Refused: the present password is wrong, the new one is short, common or one's own name.
    """
    _check_own(actor, user)
    if not check_password(old, user.password):
        raise refusal("password_wrong", field="old")
    _check_new_password(user, password, again)
    user.set_password(password)
    _keep(user, "password", must_change_password=False)
    return user


@action("seats.set_phone", on="user")
def set_phone(*, actor: Actor, user: User, phone: str) -> User:
    """A mobile number to log in with; empty takes it away. Only its keyed digest and last digits are kept."""
    _check_own(actor, user)
    _put_phone(user, phone)
    _keep(user, phone_equality=user.phone_equality, phone_shown=user.phone_shown)
    return user


@action("seats.set_language", on="user")
def set_language(*, actor: Actor, user: User, language: str) -> User:
    """The language that pages speak to this user after log-in."""
    _check_own(actor, user)
    if language not in dict(settings.LANGUAGES):
        raise refusal("language_unknown", field="language")
    _keep(user, language=language)
    return user


@action("seats.set_pin", on="user")
def set_pin(*, actor: Actor, user: User, pin: str) -> User:
    """A short number with which this user signs on somebody else's device; empty takes it away.

    Only its hash is kept. It opens no door: it is asked for beside the log-in of the one who holds the device.
    """
    _check_own(actor, user)
    digits = rules.plain_pin(pin)
    if pin.strip():
        refuse_first(rules.pin_findings(digits), field="pin")
    _keep(user, "pin", pin=make_password(digits) if digits else "")
    return user


@action("seats.enrol_totp", on="user")
def enrol_totp(*, actor: Actor, user: User) -> User:
    """Begin the second step: a new secret waits, sealed, until its first code confirms it."""
    _check_own(actor, user)
    _keep(user, "totp_pending", totp_pending=seal(rules.new_totp_secret(), entry.totp_context(user)))
    return user


@action("seats.confirm_totp", on="user")
def confirm_totp(*, actor: Actor, user: User, code: str) -> User:
    """Switch the second step on with a code of the waiting secret. Refused: wrong code, nothing begun."""
    _check_own(actor, user)
    secret = entry.totp_secret(user, pending=True)
    if not secret:
        raise refusal("no_code_begun")
    step = rules.matching_step(secret, code, clock.now(), after=0)
    if step is None:
        raise refusal("wrong_code", field="code")
    _keep(user, "totp_sealed", totp_sealed=user.totp_pending, totp_pending=None, totp_last_step=step)
    return user


@action("seats.drop_totp", on="user")
def drop_totp(*, actor: Actor, user: User, old: str) -> User:
    """Switch one's own second step off, by the password. Refused for offices that need it."""
    _check_own(actor, user)
    if not check_password(old, user.password):
        raise refusal("password_wrong", field="old")
    if rules.needs_code(seat.role for seat in queries.seats_not_over(user, clock.today())):
        raise refusal("code_needed")
    _keep(user, "totp_sealed", totp_sealed=None, totp_pending=None)
    return user


@action("seats.clear_code", on="seat")
def clear_totp(*, actor: Actor, seat: Seat, reason: str = "") -> Seat:
    """Switch off the second step of somebody below who lost the phone; the next entry sets it up anew.

    Refused as for a card: every seat of that user must be below.
    """
    _check_all_below(actor, seat)
    _keep(seat.user, "totp_sealed", totp_sealed=None, totp_pending=None)
    return seat


@action("seats.name_device", on="user")
def name_device(*, actor: Actor, user: User, name: str, token: str) -> Device:
    """ "This is my phone": know this browser by its token. The same browser again gives the same row."""
    _check_own(actor, user)
    if not tidy(name):
        raise refusal("device_nameless", field="name")
    now, digest = clock.now(), rules.digest_of(token)
    known = Device.objects.filter(user=user, digest=digest, ended_at__isnull=True).first()
    if known is not None:
        return known
    device = Device.objects.create(
        user=user, digest=digest, name=tidy(name)[:120], created_at=now, seen_at=now
    )
    note(device=str(device.pk), name=device.name)
    return device


@action("seats.end_device", on="user")
def end_device(*, actor: Actor, user: User, device: Device) -> Device:
    """The phone is known no more, and its session ends at its next click. OutOfArea: another user's phone."""
    _check_own(actor, user)
    if device.user_id != user.pk:
        raise OutOfArea("seats.device")
    if device.ended_at is None:
        device.ended_at = clock.now()
        device.save(update_fields=["ended_at"])
        note(device=str(device.pk), name=device.name)
    return device


@action("seats.make_token", on="seat")
def make_token(*, actor: Actor, seat: Seat, name: str, days: int) -> Token:
    """A key for a program that acts from one's own seat. Only the row returned here knows its `code`.

    OutOfArea: another user's seat. Refused: no name, a length that is not offered, ten keys already.
    """
    if actor.user_id != seat.user_id or actor.seat_id != seat.pk:
        raise OutOfArea("seats.seat")
    if not tidy(name):
        raise refusal("token_nameless", field="name")
    if days not in rules.TOKEN_DAYS:
        raise refusal("token_days", field="days")
    if queries.tokens_of(seat).count() >= rules.MOST_TOKENS:
        raise refusal("tokens_many")
    code = rules.new_token_code()
    token: Token = Token.objects.create(
        seat=seat, digest=rules.digest_of(code), name=tidy(name)[:120], created_at=clock.now(),
        until=clock.today() + timedelta(days=days),
    )  # fmt: skip
    note(token=str(token.pk), name=token.name, until=token.until)
    token.code = code
    return token


@action("seats.end_token", on="seat")
def end_token(*, actor: Actor, seat: Seat, token: Token) -> Token:
    """The key opens nothing from now on. OutOfArea: a key of another seat."""
    if token.seat_id != seat.pk or actor.user_id != seat.user_id:
        raise OutOfArea("seats.token")
    if token.ended_at is None:
        token.ended_at = clock.now()
        token.save(update_fields=["ended_at"])
        note(token=str(token.pk), name=token.name)
    return token


# ---------- small pieces ----------


def _check_own(actor: Actor, user: User) -> None:
    if actor.user_id != user.pk:
        raise OutOfArea("seats.user")


def _check_new_password(user: User, password: str, again: str) -> None:
    refuse_first(rules.password_findings(password, (user.login, user.name)), field="password")
    if password != again:
        raise refusal("passwords_differ", field="again")


def _put_phone(user: User, typed: str) -> None:
    """Set the phone of a user that is not saved yet. Refused: not a mobile number, another log-in has it."""
    if not typed.strip():
        user.phone_equality = user.phone_shown = ""
        return
    phone = Phone.parse(typed)
    if not phone.is_mobile:
        raise refusal("phone_wrong", field="phone")
    digest = entry.phone_digest(phone)
    if User.objects.filter(phone_equality=digest).exclude(pk=user.pk).exists():
        raise refusal("phone_unusable", field="phone")
    user.phone_equality, user.phone_shown = digest, phone.mask


def shut_user(user: User, *, name: str) -> None:
    """A log-in that nobody can use any more and that names nobody; inside an erasure."""
    user.name, user.login, user.is_active = name, f"erased-{user.pk}", False
    user.phone_equality = user.phone_shown = ""
    user.totp_sealed = user.totp_pending = None
    user.set_unusable_password()
    user.save()


HARMLESS = frozenset({"language", "phone_shown", "must_change_password"})


def _keep(user: User, what: str = "", **fields: Any) -> None:
    """Save fields of a user; note which were set, with the values of harmless ones only."""
    for name, value in fields.items():
        setattr(user, name, value)
    names = [*fields, *(["password"] if what == "password" else [])]
    user.save(update_fields=names)
    shown = {name: value for name, value in fields.items() if name in HARMLESS}
    note(user=str(user.pk), fields=sorted(names), **shown)
