"""What stands around every page: place, year, rooms, who I am. Values only.

`base.html` reads one context variable, `frame`; a context processor in `config` fills it. A page without a
place (log-in, an error) leaves `place` and `year` out, and a page without a frame at all still renders.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path above the place, largest first."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Another place or year, by a link to the same kind of page there."""

    name: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """The book's label. `name` as people say it ("จ.สระบุรี"); without choices it is plain text."""

    name: str
    path: tuple[Crumb, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class YearLabel:
    """The fiscal year shown, in the Buddhist era; `name` is how the page's language says it."""

    be: int
    choices: tuple[Choice, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence over the page, and one thing to do about it."""

    words: str
    act: str
    url: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the house. `short` is the word on a phone; `count` is what waits there, 0 shows nothing."""

    name: str
    short: str
    icon: str
    url: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Tab:
    """A list beside others of its room."""

    text: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything `base.html` needs besides the page itself; an empty address leaves its link out."""

    place: PlaceLabel | None = None
    year: YearLabel | None = None
    rooms: tuple[Room, ...] = ()
    tabs: tuple[Tab, ...] = ()
    home_url: str = "/"
    search_url: str = ""
    signed_in: bool = False
    me_label: str = ""
    me_url: str = ""
    sign_in_url: str = ""
    help_url: str = ""
    notice_of_test_data: bool = False
    other_year: Notice | None = None
