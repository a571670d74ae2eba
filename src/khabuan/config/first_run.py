"""The first-run page: a new book is set up in the browser, by who can read the terminal it was started from.

`khabuan serve` prints a one-use set-up code while nobody can log in yet. The page asks for it, so that a
stranger on the same network cannot take the installation. Afterwards the page is gone (404).
"""

from __future__ import annotations

from contextlib import suppress
from hmac import compare_digest
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from khabuan.access.actor import Actor
from khabuan.config import setting_up
from khabuan.core.errors import Refused
from khabuan.core.formfields import choose_from
from khabuan.core.secrets import read_aloud, write_for_owner
from khabuan.core.web import attempt, show
from khabuan.places.models import Area, AreaKind
from khabuan.rules.models import DatedRule
from khabuan.seats.actions import found_installation
from khabuan.seats.middleware import Request
from khabuan.seats.models import User
from khabuan.seats.views.door import CARD, show_card


def code_file() -> Path:
    path: Path = settings.KHABUAN_HOME / "setup.code"
    return path


def waiting_code() -> str:
    """The set-up code while nobody can log in, made at the first asking; "" once somebody can."""
    if User.objects.exists():
        code_file().unlink(missing_ok=True)
        return ""
    if not code_file().exists():
        with suppress(FileExistsError):  # another worker was asked at the same moment
            write_for_owner(code_file(), read_aloud(10).encode())
    return code_file().read_text(encoding="utf-8").strip()


class FirstRunForm(forms.Form):
    code = forms.CharField(
        label=_("Set-up code"), max_length=20, help_text=_("It stands where Khabuan was started.")
    )
    province = forms.ChoiceField(label=_("Home province"))
    login = forms.CharField(label=_("Log-in name of the first administrator"), max_length=60)
    name = forms.CharField(
        label=_("Name shown"), max_length=200, help_text=_("For example: provincial working group")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Area.objects.visible_to(Actor.public()).filter(kind=AreaKind.PROVINCE, until__isnull=True)
        provinces = [(area.code, area.name) for area in rows.order_by("sort_key")]
        choose_from(self, "province", [("", _("Choose")), *provinces, ("nation", _("The whole country"))])


@login_not_required
@never_cache
def first_run(request: Request) -> HttpResponse:
    """Choose province and first administrator; goes on to the page that chooses the password."""
    if not waiting_code():
        if CARD in request.session:  # founded a moment ago, and this page was loaded again
            return redirect("seats:card_password")
        raise Http404
    if not DatedRule.objects.visible_to(Actor.public()).exists():  # they come last
        setting_up.load_areas()
    form = FirstRunForm(request.POST or None)
    if request.method == "POST":
        printed = attempt(form, _found)
        if printed is not None:
            show_card(request, printed)
            return redirect("seats:card_password")
    return show(request, "config/first_run.html", {"form": form})


def _found(*, code: str, province: str, login: str, name: str) -> str:
    if not compare_digest(code.strip().upper().replace("-", ""), waiting_code()):
        raise Refused(
            "wrong_code", _("This is not the code. Read it again where Khabuan was started."), field="code"
        )
    home = "" if province == "nation" else province
    setting_up.settle_home(home)
    return found_installation(province=home, login=login, name=name)
