"""`python run.py bench [names] [imports] [door] [books …]`: what there is to measure, each in a process of its own.

Words behind `books` are its own (`P1 P6 --rounds 7 --small`): it runs among its peers, in their Python.
`python run.py bench reader SCORER FOLDER …` reads texts with keys, which stand outside this repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BENCHES = ("names", "imports", "door", "books")


def main() -> int:
    words = sys.argv[1:]
    if words[:1] == ["reader"]:
        return subprocess.call([sys.executable, "-m", "bench.reader", *words[1:]])
    at = words.index("books") + 1 if "books" in words else len(words)
    wanted, of_books = words[:at] or list(BENCHES), words[at:]
    if set(wanted) - set(BENCHES):
        print(f"python run.py bench [{'] ['.join(BENCHES)} P1 …]", file=sys.stderr)
        return 2
    return max(_books(of_books) if name == "books" else _measured(name) for name in wanted)


def _measured(name: str) -> int:
    with tempfile.TemporaryDirectory(prefix="khabuan-bench-") as home:
        surroundings = {
            "DJANGO_SETTINGS_MODULE": "khabuan.config.settings",
            "KHABUAN_DATABASE": f"sqlite:///{Path(home, 'bench.sqlite3').as_posix()}",
            **os.environ,
            "KHABUAN_HOME": home,
        }
        print(f"== {name}", flush=True)
        return subprocess.call([sys.executable, "-m", f"bench.{name}"], env=surroundings)


def _books(words: list[str]) -> int:
    """In the Python of the peers; Khabuan's own contender in this one."""
    print("== books", flush=True)
    surroundings = {**os.environ, "KHABUAN_BENCH_OURS": sys.executable}
    return subprocess.call([os.environ["KHABUAN_BENCH_PEERS"], "-m", "bench.books", *words], env=surroundings)


if __name__ == "__main__":
    sys.exit(main())
