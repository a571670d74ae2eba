"""The order of the apps, and what pure modules may import: the contracts stand in pyproject.toml."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("config", "access", "audit", "core")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the contracts of `folder` on the package that stands there under `src`."""
    program = [
        sys.executable,
        "-c",
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
    ]
    environment = {"PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1"}
    return subprocess.run(program, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def small_copy(folder: Path) -> Path:
    """A package with our name, our contracts and nothing else in its apps; returns its `khabuan` folder."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    package = folder / "src" / "khabuan"
    for app in APPS:
        (package / app).mkdir(parents=True)
        (package / app / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "audit" / "rules.py").touch()
    return package


def test_every_app_imports_downwards_only() -> None:
    outcome = lint(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_a_small_package_in_order_passes(tmp_path: Path) -> None:
    small_copy(tmp_path)
    outcome = lint(tmp_path)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_an_import_upwards_is_found(tmp_path: Path) -> None:
    package = small_copy(tmp_path)
    (package / "core" / "web.py").write_text("from khabuan.access import actor\n")
    (package / "access" / "actor.py").touch()
    outcome = lint(tmp_path)
    assert outcome.returncode == 1
    assert "khabuan.core is not allowed to import khabuan.access" in outcome.stdout


def test_an_app_without_a_place_in_the_order_is_found(tmp_path: Path) -> None:
    package = small_copy(tmp_path)
    (package / "newcomer").mkdir()
    (package / "newcomer" / "__init__.py").touch()
    outcome = lint(tmp_path)
    assert outcome.returncode == 1
    assert "newcomer" in outcome.stdout


def test_a_pure_module_that_imports_django_is_found(tmp_path: Path) -> None:
    package = small_copy(tmp_path)
    (package / "audit" / "rules.py").write_text("from django.db import models\n")
    outcome = lint(tmp_path)
    assert outcome.returncode == 1
    assert "khabuan.audit.rules" in outcome.stdout
