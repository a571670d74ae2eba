"""Forms: label, hint, control, error, in this order, and the summary that takes focus."""

from collections.abc import Mapping

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.template.context import Context
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core.formfields import ThaiDateWidget
from khabuan.core.parts.pieces import NOTHING, attributes, icon, present, wrapped

register = template.Library()


@register.simple_block_tag(takes_context=True)
def form(
    context: Context,
    content: str,
    bound: forms.BaseForm | None = None,
    *,
    url: str = "",
    method: str = "post",
    **attrs: object,
) -> SafeString:
    """A form of the house. The server checks it, in Thai, so the browser's own checks are off.

    It names its own address: without, a browser sends to the address with the #field that somebody followed
    from the summary of errors, and puts the focus there instead of on what is wrong now.
    """
    request = context.get("request")
    if method == "post" and not url and request is not None:
        url = request.get_full_path()
    own: dict[str, object] = {"method": method, "action": url or None, "novalidate": True}
    if bound is not None and bound.is_multipart():
        own["enctype"] = "multipart/form-data"
    hidden = format_html_join("", "{}", ((f.as_widget(),) for f in (bound.hidden_fields() if bound else ())))
    token: str = NOTHING
    if method == "post" and context.get("csrf_token"):
        token = format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', str(context["csrf_token"])
        )
    return format_html(
        "{}<form{}>{}{}{}</form>",
        errors(bound) if bound is not None else "",
        flatatt(present({**own, **attributes(attrs)})),
        token,
        hidden,
        content,
    )


@register.simple_tag
def errors(bound: forms.BaseForm) -> SafeString:
    """All that is wrong, once more, above the form: it takes focus, and each line leads to its field."""
    if not bound.is_bound or not bound.errors:
        return NOTHING
    items: list[SafeString] = [format_html("{}", text) for text in bound.non_field_errors()]
    for field_ in bound:
        items += [_error_line(field_, str(text)) for text in field_.errors]
    title = ngettext(
        "Cannot go on yet: %(count)d thing to put right",
        "Cannot go on yet: %(count)d things to put right",
        len(items),
    ) % {"count": len(items)}
    return format_html(
        '<div class="note wrong" id="errors" tabindex="-1" role="alert" data-focus>{}'
        '<div><h2 class="h3">{}</h2><ul class="tight">{}</ul></div></div>',
        icon("wrong"),
        title,
        format_html_join("", "<li>{}</li>", ((item,) for item in items)),
    )


@register.simple_tag
def field(
    bound: BoundField,
    *,
    no: str = "",
    may: str | None = None,
    size: str = "",
    hint: str = "",
    layout: str = "",
    **attrs: object,
) -> SafeString:
    """A field: label, hint, control, error, in this order, both tied by aria-describedby.

    `may` is the word for "you may leave it out"; by default optional fields say so, `may=""` keeps silent.
    """
    if bound.is_hidden:
        return bound.as_widget()
    shape = _FieldShape(bound, no, may, hint, attributes(attrs))
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _checkbox(shape)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return _choices(shape, layout)
    if isinstance(widget, ThaiDateWidget):
        return shape.fieldset(bound.as_widget(attrs=shape.control))
    if isinstance(widget, forms.FileInput):
        return _file(shape)
    if size:
        shape.control["class"] = f"w{size}"
    return format_html(
        '<div class="field{}"><label for="{}">{}</label>{}{}{}</div>',
        shape.bad,
        bound.id_for_label,
        shape.label,
        shape.hint,
        bound.as_widget(attrs=shape.control),
        shape.error,
    )


@register.simple_block_tag
def row_of(content: str) -> SafeString:
    """Fields side by side where there is room."""
    return format_html('<div class="row">{}</div>', content)


@register.simple_block_tag
def sentence(content: str, button: str, *, url: str = "", **attrs: object) -> SafeString:
    """Filters inside a sentence that must read aloud; `button` says how many it shows."""
    return format_html(
        '<form class="sentence"{}>{} <button class="b slim plain" type="submit">{}</button></form>',
        flatatt(present({"method": "get", "action": url or None, **attributes(attrs)})),
        content,
        button,
    )


@register.simple_tag
def pick(bound: BoundField) -> SafeString:
    """A control inside a sentence; its label is spoken, not shown."""
    return format_html(
        '<label class="vh" for="{}">{}</label> {}',
        bound.id_for_label,
        bound.label,
        mark_safe(bound.as_widget().strip()),  # its line's end would be a blank before a comma
    )


@register.simple_tag
def find(url: str, *, value: str = "", label: str = "", hint: str = "", name: str = "q") -> SafeString:
    """A search box with its button."""
    word = label or _("Search")
    return format_html(
        '<form class="find" action="{}" method="get" role="search"><label class="vh" for="find-{}">{}</label>'
        '<input id="find-{}" name="{}" type="search" value="{}" placeholder="{}" autocomplete="off">'
        '<button class="b plain" type="submit">{}{}</button></form>',
        url,
        name,
        word,
        name,
        name,
        value,
        hint,
        icon("search"),
        _("Search"),
    )


class _FieldShape:
    """The pieces that all kinds of fields share, built once from a bound field."""

    def __init__(
        self, bound: BoundField, no: str, may: str | None, hint: str, attrs: Mapping[str, str | bool]
    ) -> None:
        self.bound = bound
        self.id = bound.auto_id or bound.html_name
        self.bad = " bad" if bound.errors else ""
        self.words = conditional_escape(bound.label or "")
        self.label = format_html("{}{}{}", _paper_no(bound, no), self.words, _may(bound, may))
        help_text = hint or bound.help_text
        self.hint_words = help_text
        self.hint = (
            format_html('<p class="hint" id="{}_hint">{}</p>', self.id, help_text) if help_text else NOTHING
        )
        self.error = format_html_join(
            "",
            '<p class="err" id="{}_error{}">{}<span>{}</span></p>',
            ((self.id, f"_{i}" if i else "", icon("wrong"), text) for i, text in enumerate(bound.errors)),
        )
        ids = [f"{self.id}_hint"] if help_text else []
        ids += [f"{self.id}_error" + (f"_{i}" if i else "") for i in range(len(bound.errors))]
        self.described = " ".join(ids)
        self.control: dict[str, str | bool] = dict(attrs)
        if ids:
            self.control["aria-describedby"] = self.described
        if bound.errors:
            self.control["aria-invalid"] = "true"

    def fieldset(self, inside: str) -> SafeString:
        described = flatatt({"aria-describedby": self.described}) if self.described else ""
        return format_html(
            '<fieldset class="field{}" id="{}_group"{}><legend class="label">{}</legend>{}{}{}</fieldset>',
            self.bad,
            self.id,
            described,
            self.label,
            self.hint,
            inside,
            self.error,
        )


def _file(shape: _FieldShape) -> SafeString:
    """The browser's own box speaks the browser's language; with a script a box in the page's language stands for it."""
    bound = shape.bound
    return format_html(
        '<div class="field{}"><label for="{}">{}</label>{}{}'
        '<label class="filebox" for="{}" data-file hidden><span class="b plain slim">{}</span> <span>{}</span></label>{}</div>',
        shape.bad,
        bound.id_for_label,
        shape.label,
        shape.hint,
        bound.as_widget(attrs=shape.control),
        bound.id_for_label,
        _("Choose a file"),
        _("No file chosen yet"),
        shape.error,
    )


def _checkbox(shape: _FieldShape) -> SafeString:
    bound = shape.bound
    small = (
        format_html('<small id="{}_hint">{}</small>', shape.id, shape.hint_words) if shape.hint_words else ""
    )
    on = " on" if bound.value() else ""
    return format_html(
        '<div class="field{}"><label class="choice{}">{}<span>{}{}</span></label>{}</div>',
        shape.bad,
        on,
        bound.as_widget(attrs=shape.control),
        shape.words,
        small,
        shape.error,
    )


def _choices(shape: _FieldShape, layout: str) -> SafeString:
    options = format_html_join(
        "",
        '<label class="choice{}">{}<span>{}</span></label>',
        (
            (" on" if option.data["selected"] else "", option.tag(), option.choice_label)
            for option in shape.bound.subwidgets
        ),
    )
    return shape.fieldset(format_html('<div class="{}">{}</div>', f"{layout} spaced-s".strip(), options))


def _paper_no(bound: BoundField, no: str) -> SafeString:
    """The box number of the paper form: given here, or in the form's own `paper_numbers`."""
    no = no or getattr(bound.form, "paper_numbers", {}).get(bound.name, "")
    if not no:
        return NOTHING
    return format_html('<span class="paper-no"><span class="vh">{} </span>{}</span>', _("Box"), no)


def _may(bound: BoundField, may: str | None) -> SafeString:
    """Silent of fields that a rule asks for though the form lets them pass (the form's own `needed`)."""
    is_needed = bound.field.required or bound.name in getattr(bound.form, "needed", ())
    word = may if may is not None else "" if is_needed else _("if any")
    return wrapped(' <span class="may">{}</span>', word)


def _error_line(bound: BoundField, text: str) -> SafeString:
    no = getattr(bound.form, "paper_numbers", {}).get(bound.name, "")
    box = f"{_('Box')} {no} " if no else ""
    if bound.is_hidden:
        return format_html("{}", text)
    many = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | ThaiDateWidget)
    return format_html(
        '<a href="#{}{}">{}{}: {}</a>', bound.auto_id, "_0" if many else "", box, bound.label, text
    )
