"""What doors repeat: run an action for a form, page or fragment, four kinds of no, headers."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from khabuan.core import views, web
from khabuan.core.errors import NotAllowed, OutOfArea, Refused, ReplayConflict


class NameForm(forms.Form):
    name = forms.CharField(max_length=10)


def keep(**facts: Any) -> dict[str, Any]:
    return facts


def refuse(field: str | None) -> Any:
    def action(**facts: Any) -> None:
        raise Refused("too_late", "The term has ended. Open a new one.", field=field)

    return action


def test_attempt_gives_the_action_the_form_s_facts_and_ours_win() -> None:
    assert web.attempt(NameForm({"name": "ก"}), keep, actor=1) == {"name": "ก", "actor": 1}
    assert web.attempt(NameForm({"name": "ก"}), keep, name="ข") == {"name": "ข"}


def test_attempt_does_not_run_for_a_bad_form() -> None:
    def never(**facts: Any) -> None:
        raise AssertionError

    form = NameForm({"name": ""})
    assert web.attempt(form, never) is None
    assert form.has_error("name", "required")


@pytest.mark.parametrize(("field", "stands"), [("name", "name"), (None, "__all__"), ("elsewhere", "__all__")])
def test_a_refusal_stands_beside_its_field(field: str | None, stands: str) -> None:
    form = NameForm({"name": "ก"})
    assert web.attempt(form, refuse(field)) is None
    assert form.errors[stands] == ["The term has ended. Open a new one."]
    assert form.has_error(stands, "too_late")


@pytest.mark.parametrize("problem", [OutOfArea("x"), NotAllowed("x"), ReplayConflict("x")])
def test_the_other_kinds_of_no_are_not_the_form_s(problem: Exception) -> None:
    def action(**facts: Any) -> None:
        raise problem

    with pytest.raises(type(problem)):
        web.attempt(NameForm({"name": "ก"}), action)


# ---------------------------------------------------------------- show

PARTIALS = "template_partials.templatetags.partials"
TEMPLATE = "<html>{% partialdef part inline %}<p>{{ word }}</p>{% endpartialdef %}</html>"
ERRORS = {"403.html": "{{ offices|join:', ' }}", "404.html": "not here", "409.html": "again",
          "422.html": "{{ message }}", "500.html": "{{ reference }}"}  # fmt: skip


@pytest.fixture(autouse=True)
def templates(settings: Any) -> None:
    """Templates of our own, so that nothing depends on the house's."""
    pages = {"page.html": TEMPLATE, **ERRORS}
    loaders = [
        (
            "template_partials.loader.Loader",
            [("django.template.loaders.locmem.Loader", pages)],
        )
    ]
    backend = {"BACKEND": "django.template.backends.django.DjangoTemplates",
               "OPTIONS": {"loaders": loaders, "builtins": [PARTIALS]}}  # fmt: skip
    settings.TEMPLATES = [backend]


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    HtmxMiddleware(lambda request: HttpResponse())(request)
    return request


def shown(request: HttpRequest, **options: Any) -> HttpResponse:
    context = {"word": "ขบวน", **options.pop("context", {})}
    response: Any = web.show(request, "page.html", context, **options)
    return response.render()


@pytest.mark.parametrize(
    ("headers", "whole"),
    [
        ({}, True),
        ({"HX-Request": "true"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, True),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, True),
    ],
)
def test_one_address_answers_page_and_fragment(headers: dict[str, str], whole: bool) -> None:
    response = shown(asked(**headers), partial="part")
    assert ("<html>" in response.content.decode()) is whole
    assert "<p>ขบวน</p>" in response.content.decode()
    assert "HX-Request" in response.headers["Vary"]


def test_a_page_without_a_partial_is_whole_for_htmx() -> None:
    assert "<html>" in shown(asked(**{"HX-Request": "true"})).content.decode()


def test_a_form_with_errors_answers_422() -> None:
    assert shown(asked(), context={"form": NameForm({"name": ""})}).status_code == 422
    assert shown(asked(), context={"form": NameForm({"name": "ก"})}).status_code == 200
    assert shown(asked(), context={"form": NameForm()}).status_code == 200
    assert shown(asked(), context={"form": NameForm({})}, status=200).status_code == 200


# ---------------------------------------------------------------- four kinds of no


@pytest.mark.parametrize(
    ("problem", "status", "says"),
    [
        (Refused("x", "Choose another day."), 422, "Choose another day."),
        (NotAllowed("x", ("council secretary", "coordinator")), 403, "council secretary, coordinator"),
        (OutOfArea("registry.person:1"), 404, "not here"),
        (Http404("registry.person:1"), 404, "not here"),
        (ReplayConflict("k"), 409, "again"),
    ],
)
def test_four_kinds_of_no(problem: Exception, status: int, says: str) -> None:
    response = web.FourKindsOfNo(lambda request: HttpResponse()).process_exception(asked(), problem)
    assert response is not None
    assert (response.status_code, response.content.decode()) == (status, says)


def test_a_bug_is_none_of_them() -> None:
    assert web.FourKindsOfNo(lambda request: HttpResponse()).process_exception(asked(), KeyError()) is None


def test_a_bug_s_reference_stands_on_the_page_and_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise LookupError("the trace that finds the bug")
    except LookupError:
        response = views.server_error(RequestFactory().get("/a%0Ab/"))
    reference = response.content.decode()
    assert response.status_code == 500
    assert re.fullmatch("[A-Z2-9]{8}", reference)
    record = next(record for record in caplog.records if reference in record.getMessage())
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert "\n" not in record.getMessage()


# ---------------------------------------------------------------- headers


class Visitor:
    def __init__(self, is_authenticated: bool) -> None:
        self.is_authenticated = is_authenticated


@pytest.mark.parametrize(("signed_in", "kept"), [(True, "no-store"), (False, None)])
def test_signed_in_pages_are_not_kept(signed_in: bool, kept: str | None) -> None:
    request = asked()
    request.user = Visitor(signed_in)  # type: ignore[assignment]
    response = web.SafeHeaders(lambda request: HttpResponse())(request)
    assert response.headers.get("Cache-Control") == kept


def test_the_content_policy_lets_no_inline_script_or_style_in() -> None:
    policy = web.SafeHeaders(lambda request: HttpResponse())(asked()).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= {
        part.strip() for part in policy.split(";")
    }
