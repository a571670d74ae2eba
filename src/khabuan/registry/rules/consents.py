"""What a person may agree to (PDPA s.19, 23): purposes, and the words that were read out, by version.

A version is never edited: other words are another version, and who agreed keeps the words they heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class Purpose(Word):
    """What the person's facts are used for beyond what the law and the office itself need."""

    REGISTER = "register", _("Keep my name and facts in the register of the movement")
    CONTACT = "contact", _("Give my phone number to offices of the movement and partner agencies")
    PICTURE = "picture", _("Show my name and picture in news and reports")
    HEALTH = "health", _("Keep facts of my health to judge welfare claims")


VERSION = "2569-1"
TEXTS: Mapping[str, Mapping[Purpose, str]] = MappingProxyType(
    {
        "2569-1": MappingProxyType(
            {
                Purpose.REGISTER: _(
                    "I agree that my name, birth date, address and posts are kept in the register of the "
                    "movement and seen by the offices above my place. I may ask to see, correct or erase "
                    "them at any time."
                ),
                Purpose.CONTACT: _(
                    "I agree that offices of the movement and partner agencies are given my phone number to "
                    "reach me about the work of the movement. I may take this back at any time."
                ),
                Purpose.PICTURE: _(
                    "I agree that my name and picture are shown in news and reports of the movement. "
                    "I may take this back at any time; what is printed already stays."
                ),
                Purpose.HEALTH: _(
                    "I agree that facts of my health are kept to judge my welfare claims, seen only by those "
                    "who decide them. I may take this back at any time; claims are then judged on paper."
                ),
            }
        )
    }
)
"""The words of each version, by purpose."""


def words_of(purpose: Purpose, version: str) -> str:
    """The message id of what was read out; empty for a version that this program does not know."""
    return TEXTS[version].get(purpose, "") if version in TEXTS else ""
