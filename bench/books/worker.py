"""One contender in a process of its own: `python -m bench.books.worker MODULE`, jobs as JSON lines on standard input.

Each job is a function of the module. Answered with its result, wall seconds and CPU seconds (children included).
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any


def cpu() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def main(module: str) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is not an answer
    jobs = importlib.import_module(f"bench.books.contenders.{module}")
    for line in sys.stdin:
        asked = json.loads(line)
        act: Callable[..., Any] = getattr(jobs, asked["job"])
        gc.collect()
        cpu_before, before = cpu(), time.perf_counter()
        result = act(**asked["facts"])
        wall, own = time.perf_counter() - before, cpu() - cpu_before
        answers.write(json.dumps({"wall": wall, "cpu": own, "result": result}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
