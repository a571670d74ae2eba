"""Laws that the source keeps, found by reading it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from tests.architecture.source import ROOT, attributes, calls, check_allowed, imports, modules, tracked

# Actions may look past the actor's sight (is this number taken? who else holds the post?): the policy was
# asked before, and what they find becomes a refusal or a change, never a page. All others need a reason.
EVERYWHERE_ALLOWED = {
    "calendars/queries.py": "who asks is known by the secret address only; then there is an actor",
    "access/scoping.py": "defines the manager and names it for Django",
    "config/setting_up.py": "set-up asks whether the book holds sealed numbers already",
    "exchange/work.py": "a task knows a batch and its seat's key; only then is there an actor",
    "grants/models.py": "Project.scope_q asks which projects work inside the spans",
    "followup/queries/named.py": "what stands on a resolution, whoever asks: it may not be withdrawn then",
    "followup/queries/met.py": "bodies came from visible_to; their duties are counted by key",
    "funds/bringing_in.py": "the worker asks whose list it is; only then is there an actor",
    "reader/piling.py": "the worker asks whose pile it is; only then is there an actor",
    "files/offers.py": "called inside area and merge actions, to carry references along",
    "meetings/queries/minutes.py": "a meeting came from visible_to; what its minutes say hangs not on who looks",
    "meetings/queries/payments.py": "a meeting came from visible_to; who came is read by its key",
    "meetings/queries/quorum.py": "a meeting came from visible_to; its stays are counted by its key, whoever looks",
    "meetings/queries/roll.py": "a meeting came from visible_to; its count hangs not on who looks at it",
    "funds/queries/__init__.py": "a fund came from visible_to; what is its own is read by its key",
    "funds/book_offers.py": "the book came from visible_to; its fund is read by the book's key",
    "funds/queries/cash.py": "a fund came from visible_to; what stands with its collectors is read by its key",
    "funds/queries/receipts.py": "a sheet came from visible_to; a number on a receipt is asked after by whoever holds it",
    "funds/queries/signing.py": "who sits at the fund of a sheet that came from visible_to",
    "funds/queries/reading.py": "a fund or member came from visible_to; what is its own is read by its key",
    "funds/queries/payers.py": "called inside actions: who is a member of the fund, by one set query",
    "funds/queries/money.py": "a fund came from visible_to, or an action asks; its own is read by its key",
    "funds/offers.py": "who is a member at the seat's own fund; what stands on a resolution, whoever asks",
    "funds/queries/funds.py": "funds came from visible_to; their counts are read by key",
    "funds/queries/members.py": "a member came from visible_to; a double is told to the seat above only",
    "funds/queries/setup.py": "a fund came from visible_to; what is its own is read by its key",
    "ledger/checks.py": "checks of the nightly clock and of a book that came from visible_to",
    "ledger/exports.py": "a book came from visible_to; its rows are read by its key, as in queries.py",
    "ledger/history.py": "a book that a check was given: its entries are compared with what their events say",
    "ledger/posting.py": "called inside actions, to write the entry",
    "ledger/queries/signing.py": "a book came from visible_to; what waits in it is read by its key",
    "ledger/queries/keeping.py": "a book came from visible_to; its months and accounts are read by its key",
    "ledger/queries/reconciling.py": "an account came from visible_to; its bank's lines are read by its key",
    "ledger/queries/__init__.py": "a book came from visible_to; what stands in it is read by its key",
    "ledger/queries/sums.py": "a book came from visible_to, or an entry is posted in it; it is added up by its key",
    "ledger/queries/reading.py": "a book or entry came from visible_to; its parts are read by its key",
    "papers/offers.py": "called inside area and merge actions, to carry books of numbers along",
    "registry/offers.py": "called inside area and merge actions, to carry references along",
    "registry/queries/people.py": "a shared number is looked for everywhere, told to the seat above only",
    "registry/models/people.py": "Person.scope_q asks which persons hold a post inside the spans",
    "registry/models/doubles.py": "a pair of people is told to who sees both, by post as well",
    "exchange/erasing.py": "called inside the erasure action: every row about the person, wherever it is",
    "seats/offers.py": "called inside the erasure action: the seats of the person's log-in, anywhere",
    "seats/queries.py": "builds the actor itself, so there is none yet to ask for",
}
SIGNALS_ALLOWED = {
    "core/apps.py": "Django's own migrate signals, to drop and install triggers",
}
SAVING_ALLOWED = {
    "calendars/reading.py": "the day a program read a feed: a trace, and nobody acts",
    "access/action.py": "add() and change() are the way to write a row",
    "access/scoping.py": "Row.save() and Row.delete() hold the law itself",
    "audit/chain.py": "writes the trail, which stands below actions",
    "audit/receipts.py": "takes receipts, which stand below actions",
    "papers/pdf.py": "draws a code to memory, which is no row",
    "demo/papers.py": "draws a page to memory, which is no row",
    "files/keeping.py": "a blob stands nowhere, the batch that came with it does; called inside take_in",
    "funds/actions/sheets.py": "draft lines are a plain table, gone when the sheet is posted; written by its actions",
    "files/actions.py": "a blob stands nowhere, its attachment does; written by the action",
    "files/images.py": "saves a picture to memory, which is no row",
    "papers/docx.py": "writes a file for Word to memory, which is no row",
    "papers/receipts.py": "draws the code to scan to memory, which is no row",
    "seats/actions.py": "log-ins, cards and devices are plain tables, written by its actions",
    "seats/entry.py": "counts failed entries before anybody has come in",
    "ledger/actions/rebuilding.py": "months and party years are derived, and made anew from the entries",
    "registry/actions/likeness.py": "keys and pairs are derived from people and made anew with them",
}
# Words on screen may be named by pure pages; tables, settings and requests may not.
PURE_WITH_WORDS = {"access/policy.py", "access/actor.py"}
WORDS = {
    "django.db.models",  # TextChoices only, see below
    "django.utils.functional.Promise",
    "django.utils.translation.gettext_lazy",
}
WRITES = {"save", "asave", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate"}
SAID = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy"}
LONGEST_VIEW = 40
REQUESTS = {
    "django.http.HttpRequest",
    "khabuan.access.request.Request",
    "khabuan.seats.middleware.Request",
}


def is_pure(name: str) -> bool:
    parts = name.removesuffix(".py").split("/")
    return parts[1:2] in (["rules"], ["postings"], ["postings_money"])


def test_everywhere_only_in_allow_listed_files() -> None:
    found = {
        name for name, tree in modules().items()
        if any(node.attr in ("everywhere", "_base_manager", "_default_manager") for node in attributes(tree))
        or "everywhere" in names_assigned(tree)
    }  # fmt: skip
    actions = {name for name in found if re.search(r"/actions?(\.py|/)", name)}
    check_allowed(found - actions, EVERYWHERE_ALLOWED)


def names_assigned(tree: ast.Module) -> set[str]:
    targets = (target for node in ast.walk(tree) if isinstance(node, ast.Assign) for target in node.targets)
    return {target.id for target in targets if isinstance(target, ast.Name)}


def test_plain_querysets_only_in_the_kernel() -> None:
    """`QuerySet(Model)` walks round every manager."""
    found = {
        name for name, tree in modules().items()
        for call in calls(tree) if isinstance(call.func, ast.Name) and call.func.id == "QuerySet"
    }  # fmt: skip
    assert found <= {"access/action.py", "access/records.py", "access/scoping.py"}


def test_no_save_or_delete_outside_actions() -> None:
    """No .save(), .objects.create(), .delete() …: rows are written by add() and change()."""
    found = set()
    for name, tree in modules().items():
        for call in calls(tree):
            if not isinstance(call.func, ast.Attribute):
                continue
            of_objects = isinstance(call.func.value, ast.Attribute) and call.func.value.attr == "objects"
            if call.func.attr in WRITES or (of_objects and call.func.attr in ("create", "update", "delete")):
                found.add(name)
    check_allowed(found, SAVING_ALLOWED)


def test_no_model_forms_and_no_admin() -> None:
    for name, tree in modules().items():
        used = {node.attr for node in attributes(tree)}
        used |= {one.rsplit(".", 1)[-1] for one in imports(tree)}
        assert not used & {"ModelForm", "modelform_factory", "ModelAdmin"}, name
        assert not any(one.startswith("django.contrib.admin") for one in imports(tree)), name


def test_no_app_to_app_signals() -> None:
    found = {
        name for name, tree in modules().items()
        if any("signals" in one.split(".") or one.endswith("dispatch.receiver") for one in imports(tree))
    }  # fmt: skip
    check_allowed(found, SIGNALS_ALLOWED)


def test_pure_modules_import_no_django() -> None:
    """Nor the modules that do: another pure module, core.thai and plain values only."""
    for name, tree in modules().items():
        if is_pure(name):
            assert not {one for one in imports(tree) if one.startswith(("django", "khabuan.core.sql"))}, name
            used = imports(tree)
            assert not {one for one in used if re.search(r"\.(models|queries|actions|views)\b", one)}, name


@pytest.mark.parametrize("name", sorted(PURE_WITH_WORDS))
def test_the_policy_page_knows_words_and_no_tables(name: str) -> None:
    """gettext_lazy and TextChoices are values; a query, a setting or a request would not be."""
    tree = modules()[name]
    django = {one for one in imports(tree) if one.startswith("django")}
    assert {one for one in django if one not in WORDS} == set()
    used = {
        node.attr
        for node in attributes(tree)
        if isinstance(node.value, ast.Name) and node.value.id == "models"
    }
    assert used <= {"TextChoices"}


def test_only_views_and_doors_see_a_request() -> None:
    doors = re.compile(
        r"(views(?:_\w+)?|api|urls|middleware|request|web|context|language|toasts|here|offers)(\.py|/)|templatetags/"
    )
    for name, tree in modules().items():
        if not doors.search(name) and not name.startswith("config/"):
            assert not imports(tree) & REQUESTS, name


def test_views_are_short() -> None:
    for name, tree in modules().items():
        if not re.search(r"/views(\.py|/)", name):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= LONGEST_VIEW, f"{name}: {node.name} has {length} lines"


def test_every_module_says_what_it_is_for() -> None:
    silent = {
        name for name, tree in modules().items()
        if tree.body and not ast.get_docstring(tree) and not name.endswith(("apps.py", "__init__.py"))
    }  # fmt: skip
    assert silent == set()


# Spelled in pieces, so that this file does not find itself.
HOSTS = ("pypi", "npmjs", "registry", "artifactory", "nexus", "proxy")
FOLDERS = rb"work/(?:main|shared)|tmp/[hw]/|root/[.]|home/\w"
MACHINE = re.compile(
    rb"(?<![\w.:/-])/(?:"
    + FOLDERS
    + rb")|//(?!pypi\.org\b)[\w.-]*(?:"
    + "|".join(HOSTS).encode()
    + rb")[\w.-]*\.\w"
)
READ = {".py", ".toml", ".txt", ".md", ".sh", ".cfg", ".yml", ".yaml", ".json", ".po", ".html", ".js"}


def test_no_machine_paths_or_registry_hosts() -> None:
    found = []
    for path in tracked():
        if path.suffix in READ:
            for number, line in enumerate(path.read_bytes().splitlines(), 1):
                if MACHINE.search(line):
                    found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_the_search_for_machine_paths_bites() -> None:
    pieces = ((b"/wo", b"rk/main/src"), (b"cd /tm", b"p/h/laws"), (b"https://nex", b"us.example.net/simple"))
    for planted in map(b"".join, pieces):
        assert MACHINE.search(planted)
    for innocent in (b"https://pypi.org/simple", b"src/work/main", b"/registry/12/", b"//proxy"):
        assert not MACHINE.search(innocent)


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is loaded: its nodes but for the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield child
            yield from outside_functions(child)


def filled_too_early(tree: ast.Module) -> list[int]:
    """Lines of `_("…") % {}` and `_("…").format()` that a module words as it is loaded."""
    lines = []
    for node in outside_functions(tree):
        words: ast.AST | None = None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            words = node.left
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        ):
            words = node.func.value
        if isinstance(words, ast.Call) and isinstance(words.func, ast.Name) and words.func.id in SAID:
            lines.append(node.lineno)
    return lines


def test_words_are_not_filled_in_before_the_reader_s_language_is_known() -> None:
    """At class or module level `%` words a lazy message at once: every reader gets the language of the start."""
    assert {name: lines for name, tree in modules().items() if (lines := filled_too_early(tree))} == {}
    early = 'class F:\n    a = _("%(n)d rows") % {"n": 1}\n    def f(self):\n        return _("%s") % 1\n'
    assert filled_too_early(ast.parse(early)) == [2]


def test_sums_of_differences_say_that_they_are_baht() -> None:
    """Django takes BahtField - BahtField for whole numbers: satang that look like baht, a hundred times too much."""
    silent = []
    for name, tree in modules().items():
        for call in calls(tree):
            if isinstance(call.func, ast.Name) and call.func.id == "Sum":
                inner = [node for node in ast.walk(call) if isinstance(node, ast.BinOp)]
                if inner and not any(one.arg == "output_field" for one in call.keywords):
                    silent.append(f"{name}:{call.lineno}")
    assert silent == []


FRAGMENT = re.compile(r"\{% partialdef \w+[^%]*%\}(?P<inside>.*?)\{% endpartialdef %\}", re.DOTALL)
ADDRESS = re.compile(r"\{% url [^%]*? as (\w+) %\}")


def test_a_fragment_knows_the_addresses_it_names() -> None:
    """One named outside it is there on the whole page, and empty when htmx asks for the fragment alone."""
    unknown = {}
    for path in sorted((ROOT / "src").rglob("templates/**/*.html")):
        page = path.read_text(encoding="utf-8")
        for found in FRAGMENT.finditer(page):
            names = set(ADDRESS.findall(page)) - set(ADDRESS.findall(found["inside"]))
            if missing := {name for name in names if re.search(rf"\b{name}\b", found["inside"])}:
                unknown[path.name] = missing
    assert unknown == {}
