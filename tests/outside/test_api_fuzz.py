"""schemathesis against the real server: a minute of invented calls; no 500, and every answer as described."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from tests.kept import run_in, small_world, surroundings
from tests.postgres import free_port

from khabuan.config import serve

SECONDS = int(os.environ.get("KHABUAN_FUZZ_SECONDS", "60"))
ROOT = Path(__file__).parents[2]
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
    "negative_data_rejection,missing_required_header,unsupported_method,ignored_auth"
)
MAKE_KEY = """
import django; django.setup()
from khabuan.seats import actions, queries
from khabuan.registry.models import Person, Post
from khabuan.seats.models import Seat
seat = Seat.everywhere.get(user__login="saraburi")
post = Post.everywhere.select_related("organisation").filter(organisation__kind="council").first()
person = Person.everywhere.filter(area__path__startswith="19.").first()
key = actions.make_token(actor=queries.actor_of(seat), seat=seat, name="fuzz", days=30).code
print(key, post.organisation_id, post.pk, person.pk)
"""
REAL = """
[[operations]]
include-path-regex = "/organisations/.key"
parameters = {{ key = "{organisation}" }}
[[operations]]
include-path-regex = "/posts/.key"
parameters = {{ key = "{post}" }}
[[operations]]
include-path-regex = "/people/.key"
parameters = {{ key = "{person}" }}
[[operations]]
include-path-regex = "/areas/.code"
parameters = {{ code = "19" }}
[[operations]]
include-path-regex = "/rules/.key"
parameters = {{ key = "council.term_years" }}
"""


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, Path]]:
    """The address of a server over a small demo, the key of its province seat, and the log; new for each run, since a
    server that has met many wrong keys turns their address away (429)."""
    home = shutil.copytree(small_world(), tmp_path_factory.mktemp("fuzz") / "home")
    key, organisation, post, person = run_in(home, "-c", MAKE_KEY).split()
    (home / "schemathesis.toml").write_text(REAL.format(organisation=organisation, post=post, person=person))
    port, log = free_port(), home / "server.log"
    with log.open("wb") as lines:
        process = subprocess.Popen(
            serve.web_command("127.0.0.1", port, 1),
            env={**surroundings(home), "KHABUAN_DEMO": "1", "KHABUAN_PROVINCE": "19"},
            stdout=lines,
            stderr=lines,
            start_new_session=True,
        )
    try:
        deadline = monotonic() + 60
        while not serve.answers("127.0.0.1", port):
            is_hopeful = process.poll() is None and monotonic() < deadline
            assert is_hopeful, log.read_text()
            sleep(0.1)
        yield f"http://127.0.0.1:{port}", key, log
    finally:
        serve.end([process])


@pytest.mark.parametrize("records", ["invented", "real"])
def test_a_minute_of_invented_calls_finds_no_bug(
    served: tuple[str, str, Path], tmp_path: Path, records: str
) -> None:
    """Half of the time on invented keys, half on those of real records, which are then written to."""
    site, key, log = served
    if records == "real":
        shutil.copy(log.with_name("schemathesis.toml"), tmp_path)
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "run",
        f"{site}/api/v1/openapi.json",
        "--checks",
        CHECKS,
        "--header",
        f"Authorization: Bearer {key}",
        "--max-time",
        str(SECONDS // 2),
        "--seed",
        "1",
        "--no-color",
        "--generation-database",
        "none",
        "--suppress-health-check",
        "all",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "Tested:" in done.stdout, done.stdout
    assert " 500 " not in log.read_text()
