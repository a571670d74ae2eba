"""`python -m bench.books [P1 P2 …] [--rounds 5] [--small]`: the goals of the books with their peers, as a table.

Run through `python run.py bench books`, which brings the peers. `--small` tries everything at a tenth of the size:
its figures say nothing. Never fails on a time; stops where a sum is wrong.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.books import stages
from bench.books.lab import Table, say


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.books")
    parser.add_argument("goals", nargs="*", help="P1 … P11; all without")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory(prefix="khabuan-books-") as folder, stages.Place(Path(folder)) as place:
        place.rounds, place.is_small = options.rounds, options.small
        for codes, stage in stages.STAGES.items():
            if not options.goals or set(options.goals) & set(codes.split()):
                say(f"== {codes}: {(stage.__doc__ or '').splitlines()[0]}")
                stage(place, table)
    table.show()


if __name__ == "__main__":
    main()
