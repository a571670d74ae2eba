"""An organisation in a form: typed by its name, and chosen from a short list where the words fit several.

Works without JavaScript: what fits several comes back with the list. With it, the list comes from
`organisation-find` while the person types. Only organisations in sight of the seat are found.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.thai import search_key
from khabuan.places.forms.place_field import MOST_LETTERS, PlaceWidget, Typed
from khabuan.registry.models import Organisation
from khabuan.registry.queries.finding import MOST_BODIES, bodies_named
from khabuan.registry.queries.standing import body_line


def offered(actor: Actor, name: str, text: str, chosen: str = "") -> SafeString:
    """The list under the box: the one body meant, the bodies to choose from, or that there is none."""
    bodies = bodies_named(actor, text)
    meant = _meant(bodies, text, chosen)
    options = [{"key": str(body.pk), "words": body_line(body)} for body in bodies]
    context = {
        "name": name, "text": text, "chosen": chosen, "options": options,
        "is_cut": len(options) == MOST_BODIES,
        "meant": next((one for one in options if meant and one["key"] == str(meant.pk)), None),
    }  # fmt: skip
    return render_to_string("registry/offered.html", context)


def _meant(bodies: list[Organisation], text: str, chosen: str = "") -> Organisation | None:
    """The one chosen, else the only one found or the only one of exactly this name."""
    if chosen:
        return next((body for body in bodies if str(body.pk) == chosen), None)
    exact = [body for body in bodies if search_key(body.name) == search_key(text)]
    return bodies[0] if len(bodies) == 1 else exact[0] if len(exact) == 1 else None


def _typed(value: object) -> Typed:
    if isinstance(value, Organisation):
        return Typed(value.name, str(value.pk), value.name)
    return value if isinstance(value, Typed) else Typed(str(value or ""))


class BodyWidget(PlaceWidget):
    """The box, and under it what was found for its text. Sent as `<name>`, `<name>_key`, `<name>_asked`."""

    actor = Actor.public()

    def render(
        self, name: str, value: object, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        typed = _typed(value)
        at = f"{(attrs or {}).get('id', f'id_{name}')}_found"
        look = {
            "autocomplete": "off", "maxlength": str(MOST_LETTERS),
            "hx-get": f"{reverse('organisation-find')}?{urlencode({'for': name})}",
            "hx-trigger": "input changed delay:400ms", "hx-target": f"#{at}", "hx-sync": "this:replace",
        }  # fmt: skip
        box = forms.TextInput.render(self, name, typed.text, {**(attrs or {}), **look}, renderer)
        found = offered(self.actor, name, typed.text, typed.chosen) if typed.text else ""
        return format_html('{}<div id="{}" aria-live="polite">{}</div>', box, at, found)


class BodyField(forms.Field):
    """An organisation in sight, typed in words; cleans to it, or None where the box may stay empty."""

    widget = BodyWidget
    default_error_messages = {
        "none": _("No such organisation is found. Write a part of its name."),
        "several": _("These words fit several organisations. Choose one below, or write more of the name."),
    }

    def look_for(self, actor: Actor) -> None:
        """Look among what this seat sees: known only when the form is made."""
        self.actor = actor
        if isinstance(self.widget, BodyWidget):
            self.widget.actor = actor

    def to_python(self, value: object) -> Organisation | None:
        typed = _typed(value)
        if not typed.text:
            return None
        bodies = bodies_named(self.actor, typed.text)
        found = _meant(bodies, typed.text, typed.chosen)
        if found is None:
            raise ValidationError(self.error_messages["several" if bodies else "none"], code="body")
        return found

    def has_changed(self, initial: object, data: object) -> bool:
        return _typed(initial).text != _typed(data).text


def look_among(form: forms.Form, name: str, actor: Actor) -> None:
    """Let a form's BodyField look among what a seat sees."""
    field = form.fields[name]
    if isinstance(field, BodyField):
        field.look_for(actor)
