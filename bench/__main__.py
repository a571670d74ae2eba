"""`python -m bench [names] [imports]`: what there is to measure so far, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BENCHES = ("names", "imports")


def main() -> int:
    wanted = [name for name in sys.argv[1:] if name in BENCHES] or list(BENCHES)
    code = 0
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="khabuan-bench-") as home:
            surroundings = {
                "DJANGO_SETTINGS_MODULE": "khabuan.config.settings",
                "KHABUAN_DATABASE": f"sqlite:///{Path(home, 'bench.sqlite3').as_posix()}",
                **os.environ,
                "KHABUAN_HOME": home,
            }
            print(f"== {name}", flush=True)
            code = max(code, subprocess.call([sys.executable, "-m", f"bench.{name}"], env=surroundings))
    return code


if __name__ == "__main__":
    sys.exit(main())
