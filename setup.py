"""Compiles the message files while a wheel is built, so that `pip install .` gives Thai.

All else stands in pyproject.toml.
"""

from pathlib import Path

import polib
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithMessages(build_py):
    """Copies the package, then puts each catalogue's .mo beside its .po in the copy."""

    def run(self) -> None:
        super().run()
        copy = Path("src" if self.editable_mode else self.build_lib)
        for catalogue in copy.rglob("*.po"):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


setup(cmdclass={"build_py": BuildWithMessages})
