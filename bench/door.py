"""The door of a hall: 220 of 222 delegates signed in by four devices over HTTP, with the quorum looked at all the while.

    python -m bench.door        on the database that KHABUAN_DATABASE names, which must be empty

The real server with two workers, a province's meeting of invented delegates of its councils. Each device has a log-in
of its own, taps its share as fast as it is answered, sends every tenth tap twice, and some members are signed in by
two devices at once; a fifth thread of each looks for news as its page does. Correctness first: afterwards there must
be one row for each member and the quorum that they make.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import django
from django.conf import settings

from bench.imports import prepare

DEVICES, COMING, GOAL = 4, 220, 300.0  # goal: seconds
LOOKS = 5.0  # seconds between two looks of one device
PORT = 8791
SINCE = date(2024, 1, 1)


@dataclass
class Hall:
    """The meeting, the keys of those who come, and the cookie of each device."""

    meeting: int
    coming: list[int]
    cookies: list[str]


@dataclass
class Device:
    """One telephone at the door: its line to the server, and how long it waited for each answer."""

    cookie: str
    door: str
    taps: list[float] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    token: str = ""

    def begin(self) -> None:
        """Open the page, as somebody does who comes to the door."""
        page = self._ask(HTTPConnection("127.0.0.1", PORT, timeout=60), "GET", self.door)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        self.token = found[1] if found else ""

    def sign_in(self, people: Sequence[int]) -> None:
        line = HTTPConnection("127.0.0.1", PORT, timeout=60)
        for at, person in enumerate(people):
            for _time in range(2 if at % 10 == 0 else 1):
                began = time.monotonic()
                self._ask(line, "POST", f"{self.door}tap/", {"tap": f"in.{person}.0", "show": "away"})
                self.taps.append(time.monotonic() - began)

    def look(self, done: threading.Event) -> None:
        line, since = HTTPConnection("127.0.0.1", PORT, timeout=60), "0-0-0"
        while not done.wait(LOOKS):
            began = time.monotonic()
            text = self._ask(line, "GET", f"{self.door}live/?show=away&since={since}")
            found = re.search(r"since=([\d-]+)", text)
            since = found[1] if found else since
            self.looks.append(time.monotonic() - began)

    def _ask(self, line: HTTPConnection, method: str, path: str, facts: dict[str, str] | None = None) -> str:
        headers = {"Cookie": f"{self.cookie}; csrftoken={self.token}", "HX-Request": "true"}
        if facts is not None:
            headers |= {"X-CSRFToken": self.token, "Content-Type": "application/x-www-form-urlencoded"}
        elif path == self.door:
            headers.pop("HX-Request")
        line.request(method, path, urlencode(facts) if facts is not None else None, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        if path == self.door:
            self.cookie += "".join(
                f"; {one.partition(';')[0]}"
                for one in answer.headers.get_all("Set-Cookie") or ()
                if "csrf" in one
            )
        if answer.status not in (200, 204):
            raise RuntimeError(f"{method} {path}: {answer.status}")
        return text


def hall() -> Hall:
    """A province's meeting today, to which each of its councils has sent two delegates."""
    from django.db import connections

    from khabuan.access.actor import Actor
    from khabuan.core import clock
    from khabuan.meetings.actions.calling import call_meeting
    from khabuan.places.models import Area
    from khabuan.registry.actions.organisations import add_organisation
    from khabuan.registry.actions.people import add_person
    from khabuan.registry.actions.posts import add_post, appoint
    from khabuan.rules.actions import load_rules

    system = Actor.system()
    _actor, councils = prepare()
    load_rules(actor=system)
    province = Area.everywhere.get(code="19", until=None)
    people = []
    for number, council in enumerate(councils[:111]):
        post = add_post(actor=system, organisation=council, title="delegate", holders=2)
        for at in range(2):
            person = add_person(actor=system, area=council.area, given=f"ผู้แทน{number}-{at}", surname="ทดลอง")
            appoint(actor=system, post=post, person=person, since=SINCE)
            people.append(person.pk)
    body = add_organisation(
        actor=system, area=province, kind="province_meeting", name="ที่ประชุมระดับจังหวัด (ทดลอง)"
    )
    meeting = call_meeting(actor=system, organisation=body, on=clock.today())
    cookies = [_cookie(province, number) for number in range(DEVICES)]
    connections.close_all()
    return Hall(meeting.pk, people[:COMING], cookies)


def _cookie(province: Any, number: int) -> str:
    """Somebody of the province's office who is logged in on a telephone."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from khabuan.access.actor import Actor, Role
    from khabuan.seats import actions as seats
    from khabuan.seats.middleware import CODE
    from khabuan.seats.models import User

    seats.grant_seat(
        actor=Actor.system(), place=province, role=Role.PROVINCE, login=f"door{number}", name=f"โต๊ะ {number}"
    )
    User.objects.filter(login=f"door{number}").update(totp_sealed=b"set", must_change_password=False)
    user = User.objects.get(login=f"door{number}")
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[CODE] = True
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def serve() -> subprocess.Popen[bytes]:
    """The server as it is, with two workers; ready when it answers."""
    command = [sys.executable, "-m", "khabuan.config.cli", "serve", "--port", str(PORT), "--workers", "2"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=dict(os.environ))
    for _second in range(120):
        try:
            line = HTTPConnection("127.0.0.1", PORT, timeout=5)
            line.request("GET", "/enter/")
            line.getresponse().read()
        except OSError:
            time.sleep(0.5)
        else:
            return server
    server.terminate()
    raise RuntimeError("the server does not answer")


def measured(place: Hall) -> tuple[float, list[Device]]:
    """All devices at once: the seconds until the last of them was done."""
    devices = [Device(cookie, f"/meetings/{place.meeting}/attendance/") for cookie in place.cookies]
    for device in devices:
        device.begin()
    done = threading.Event()
    lookers = [threading.Thread(target=device.look, args=(done,)) for device in devices]
    shares = [place.coming[at::DEVICES] for at in range(DEVICES)]
    shares = [share + place.coming[at : at + 5] for at, share in enumerate(shares)]  # some by two devices
    signers = [
        threading.Thread(target=device.sign_in, args=(share,))
        for device, share in zip(devices, shares, strict=True)
    ]
    began = time.monotonic()
    for thread in (*lookers, *signers):
        thread.start()
    for thread in signers:
        thread.join()
    took = time.monotonic() - began
    done.set()
    for thread in lookers:
        thread.join()
    return took, devices


def check(place: Hall) -> str:
    """One row for each who came, and the quorum that they make. RuntimeError: the counts are not those."""
    from khabuan.access.actor import Actor
    from khabuan.meetings.models import Attendance, Meeting
    from khabuan.meetings.queries.quorum import now_of

    meeting = Meeting.everywhere.select_related("organisation__area").get(pk=place.meeting)
    rows = Attendance.everywhere.filter(meeting=meeting)
    quorum = now_of(Actor.system(), meeting).quorum
    seats = set(rows.values_list("person_id", flat=True))
    if not (rows.count() == len(seats) == quorum.present == len(place.coming)):
        raise RuntimeError(f"{rows.count()} rows, {len(seats)} members, {quorum.present} counted")
    return f"{quorum.present} of {quorum.entitled} seats, {quorum.needed} needed"


def told(name: str, waits: Sequence[float]) -> str:
    ordered = sorted(waits)
    p95 = ordered[int(len(ordered) * 0.95)]
    return (
        f"{name}: {len(ordered)}, median {ordered[len(ordered) // 2] * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, "
        f"longest {ordered[-1] * 1000:.0f} ms"
    )


def main() -> None:
    django.setup()
    place = hall()
    server = serve()
    try:
        took, devices = measured(place)
    finally:
        server.terminate()
        server.wait(30)
    print(f"{COMING} check-ins by {DEVICES} devices: {took:.1f} s (goal {GOAL:.0f} s); {check(place)}")
    print("   ", told("taps", [one for device in devices for one in device.taps]))
    print("   ", told("looks for news", [one for device in devices for one in device.looks] or [0.0]))


if __name__ == "__main__":
    main()
