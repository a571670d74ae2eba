"""The Thai catalogue: which words the code speaks, which lack Thai, and .po compiled to .mo without gettext.

`python -m khabuan.core.messages` compiles every app's catalogue. Reads source only: no settings, no database.
polib is needed where catalogues are compiled or checked, never while serving.
"""

import ast
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import django
import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGE = "th"
_OF_DJANGO = [
    Path(django.__file__).parent / app / "locale/en/LC_MESSAGES/django.po" for app in ("conf", "contrib/auth")
]

# Function name → which arguments are context, message, plural.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_CALL_IN_TEMPLATE = re.compile(r"(?<![\w.])(?:_|n?p?gettext)\(")
_PERCENT = re.compile(r"%\((\w+)\)[a-z]|%[sd]")


@dataclass(frozen=True, order=True)
class Message:
    """One message id of the code, and the first place that says it."""

    context: str
    id: str
    plural: str
    path: Path
    line: int

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.id


def catalogues(package: Path = PACKAGE) -> list[Path]:
    """Every app's Thai .po file."""
    return sorted(package.glob(f"*/locale/{LANGUAGE}/LC_MESSAGES/django.po"))


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Write the .mo beside each .po that is newer; the files written."""
    written = []
    for source in catalogues(package):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            polib.pofile(str(source), encoding="utf-8").save_as_mofile(str(target))
            written.append(target)
    return written


def spoken(package: Path = PACKAGE) -> list[Message]:
    """Every message id in the package's Python and templates, each once, in the order of files."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted(package.rglob("*.py")):
        for message in in_python(path.read_text("utf-8"), path):
            found.setdefault(message.key, message)
    for path in sorted(package.rglob("templates/**/*")):
        if path.suffix in (".html", ".txt", ".xml"):
            for message in in_template(path.read_text("utf-8"), path):
                found.setdefault(message.key, message)
    return list(found.values())


def missing(package: Path = PACKAGE) -> list[Message]:
    """Message ids without a Thai text in any catalogue of the package."""
    have = {(entry.msgctxt or "", entry.msgid) for entry in _entries(package) if _texts(entry)}
    return [message for message in spoken(package) if message.key not in have]


def unspoken(package: Path = PACKAGE) -> list[str]:
    """Ids of the catalogues that nothing says any more: no call, no text of the source or its data, not Django."""
    said = {message.key for message in spoken(package)}
    texts = {text for path in package.rglob("*.py") for text in _texts_in_python(path.read_text("utf-8"))}
    texts |= {
        text for path in package.rglob("*.toml") for text in _texts_in(tomllib.loads(path.read_text("utf-8")))
    }
    texts |= {entry.msgid for path in _OF_DJANGO for entry in polib.pofile(str(path))}
    return [
        entry.msgid
        for entry in _entries(package)
        if (entry.msgctxt or "", entry.msgid) not in said and entry.msgid not in texts
    ]


def unlike(package: Path = PACKAGE) -> list[str]:
    """Thai texts whose placeholders are not those of their id: shown, they would fail or lose a figure."""
    return [
        f"{entry.msgid!r}: {text!r}"
        for entry in _entries(package)
        for text in _texts(entry)
        if _placeholders(text) not in [_placeholders(id_) for id_ in (entry.msgid, entry.msgid_plural) if id_]
    ]


def clashes(package: Path = PACKAGE) -> list[str]:
    """Ids with different Thai in two catalogues: which one is shown would hang on the order of apps."""
    said: dict[tuple[str, str], set[str]] = {}
    for entry in _entries(package):
        said.setdefault((entry.msgctxt or "", entry.msgid), set()).update(_texts(entry))
    return [f"{id_!r}: {sorted(texts)}" for (_, id_), texts in said.items() if len(texts) > 1]


def in_python(source: str, path: Path) -> Iterator[Message]:
    """The messages of one Python file.  ValueError: an f-string cannot be translated."""
    for node in _nodes(source):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in _CALLS and (message := _message(node, _CALLS[name], path, node.lineno)):
            yield message


@cache  # three questions are asked of each file
def _nodes(source: str) -> list[ast.Call | ast.Constant]:
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call | ast.Constant)]


def in_template(source: str, path: Path) -> Iterator[Message]:
    """The messages of one template, through Django's own reading of it."""
    text = templatize(source, str(path))
    for start in _CALL_IN_TEMPLATE.finditer(text):
        call = _call_at(text, start.start())
        shape = _CALLS[text[start.start() : start.end() - 1]]
        if call and (message := _message(call, shape, path, text.count("\n", 0, start.start()) + 1)):
            yield message


def _call_at(text: str, start: int) -> ast.Call | None:
    """The shortest Python call that begins at `start`: what stands around it is blanked-out template."""
    end = start
    while (end := text.find(")", end) + 1) > 0:
        try:
            node = ast.parse(text[start:end], mode="eval").body
        except SyntaxError:
            continue
        return node if isinstance(node, ast.Call) else None
    return None


def _message(
    call: ast.Call, shape: tuple[int | None, int, int | None], path: Path, line: int
) -> Message | None:
    def text_at(at: int | None) -> str:
        if at is None or at >= len(call.args):
            return ""
        node = call.args[at]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.JoinedStr):
            raise ValueError(f"{path}:{line}: an f-string cannot be translated")
        return ""  # a variable: its text is marked where it is written

    context, at, plural = shape
    words = text_at(at)
    return Message(text_at(context), words, text_at(plural), path, line) if words else None


def _texts_in_python(source: str) -> Iterator[str]:
    for node in _nodes(source):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _texts_in(data: object) -> Iterator[str]:
    """Every text in read TOML, keys too."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from data
        yield from (text for value in data.values() for text in _texts_in(value))
    elif isinstance(data, list):
        yield from (text for value in data for text in _texts_in(value))


def _entries(package: Path) -> Iterator[polib.POEntry]:
    for path in catalogues(package):
        yield from (e for e in polib.pofile(str(path), encoding="utf-8") if not e.obsolete and not e.fuzzy)


def _texts(entry: polib.POEntry) -> list[str]:
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return [text for text in texts if text]


def _placeholders(text: str) -> set[str]:
    braces = {name for _, name, _, _ in string.Formatter().parse(text) if name} if "{" in text else set()
    return braces | {found.group(0) for found in _PERCENT.finditer(text)}


if __name__ == "__main__":
    for compiled in compile_all():
        sys.stdout.write(f"{compiled.relative_to(PACKAGE)}\n")
