"""The source as the laws look at it: files, apps, names used. Strings and comments do not count as use."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "khabuan"


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of ours but migrations: "places/models.py" → its tree."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {name: ast.parse(text) for name, text in texts.items()}


def attributes(tree: ast.Module) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imports(tree: ast.Module) -> set[str]:
    """Full names of what a module imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def tracked() -> list[Path]:
    """Every file that is committed or about to be."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:  # an unpacked archive
        return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def check_allowed(found: set[str], allowed: dict[str, str]) -> None:
    """An allow list carries reasons and only shrinks: who needs no exemption any more loses it."""
    assert found - allowed.keys() == set(), "not allowed here"
    assert allowed.keys() - found == set(), "no longer needed: take it off the list"
    assert all(len(reason.split()) > 3 for reason in allowed.values()), "say why"
