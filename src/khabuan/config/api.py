"""The API under /api/v1/: wiring of each app's `api.py`. Read with a session or a key, write with a key."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path, reverse
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer
from ninja.responses import Response

from khabuan.core.api import answer_problems
from khabuan.core.web import show
from khabuan.followup.api import router as followup
from khabuan.grants.api import router as grants
from khabuan.housing.api import router as housing
from khabuan.picture.api import router as picture
from khabuan.places.api import router as places
from khabuan.reader.api import router as reader
from khabuan.registry.api import router as registry
from khabuan.rules.api import router as rules
from khabuan.seats.api import SeatKey, SignedIn
from khabuan.seats.api import router as seats

DESCRIPTION = """The register of Khabuan. Keys of records are strings. Dates are ISO 8601, in the Common Era.
Errors are problem+json (RFC 9457) in Thai, or English with `Accept-Language: en`.
A write carries an `Idempotency-Key`: the same key with the same facts gives the same answer again."""


class ThaiJson(JSONRenderer):
    """Thai letters as they are: half as long as their escapes, and readable."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Khabuan",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    auth=[SeatKey(), SignedIn()],
    renderer=ThaiJson(),
    urls_namespace="api",
)
answer_problems(api)
for router in (seats, places, picture, rules, registry, followup, grants, housing, reader):
    api.add_router("", router)


def described() -> dict[str, Any]:
    """The OpenAPI description; of every error it says application/problem+json, which ninja cannot know."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    for methods in schema["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {
                        "application/problem+json": answer["content"].pop("application/json")
                    }
    return schema


def openapi(request: HttpRequest) -> HttpResponse:
    """The description for machines, OpenAPI 3.1."""
    return Response(described(), json_dumps_params={"ensure_ascii": False})


def docs(request: HttpRequest) -> HttpResponse:
    """The same for people, without a script: every call with what it takes and gives."""
    schema = described()
    calls = [
        _call(route, method, facts)
        for route, methods in schema["paths"].items()
        for method, facts in methods.items()
    ]
    groups: dict[str, list[dict[str, Any]]] = {}
    for call in calls:
        groups.setdefault(call["group"], []).append(call)
    context = {
        "groups": groups.items(),
        "description": schema["info"]["description"],
        "machine": reverse("api-openapi"),
    }
    return show(request, "config/api.html", context)


def _call(route: str, method: str, facts: dict[str, Any]) -> dict[str, Any]:
    taken = [
        {"name": one["name"], "where": one["in"], "must": one.get("required", False)}
        for one in facts.get("parameters", ())
    ]
    body = facts.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    given: dict[str, Any] = next(
        (answer for status, answer in facts["responses"].items() if int(status) < 300), {}
    )
    return {
        "group": facts["tags"][0],
        "method": method.upper(),
        "route": route,
        "words": facts.get("description", ""),
        "taken": taken,
        "body": _schema_name(body),
        "gives": _schema_name(given.get("content", {}).get("application/json", {}).get("schema", {})),
    }


def _schema_name(schema: dict[str, Any]) -> str:
    if schema.get("type") == "array":
        return f"{_schema_name(schema['items'])}[]"
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _open(patterns: list[Any]) -> list[URLPattern]:
    """The API asks who it is itself, and answers 401: its callers are not sent to the log-in page."""
    kept = [one for one in patterns if one.name not in ("openapi-json", "api-root")]
    for one in kept:
        one.callback.login_required = False
    return kept


urlpatterns = [
    path("openapi.json", login_not_required(openapi), name="api-openapi"),
    path("docs/", login_not_required(docs), name="api-docs"),
    path("", include((_open(api.urls[0]), "api"))),
]
