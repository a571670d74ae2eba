"""The commands as a person runs them, in state folders of their own: init, backup, restore, check."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from tests import environment, kept

from khabuan.config.occupied import occupied

ON_POSTGRES = os.environ.get("KHABUAN_TEST_DB") == "postgres"


class Book:
    """An installation in a folder (and on PostgreSQL a database) of its own."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database

    def run(self, *words: str, fails: bool = False) -> str:
        """Run `khabuan …`; what it printed. Its exit code must be 0, or 1 when it `fails`."""
        keep = {name: value for name, value in os.environ.items() if not name.startswith("KHABUAN_")}
        env = {
            **keep, "KHABUAN_HOME": str(self.home), "KHABUAN_DATABASE": self.database,
            "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "khabuan.config.cli", *words],
            env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        assert done.returncode == int(fails), done.stdout + done.stderr
        return done.stdout + done.stderr

    def path(self, name: str) -> Path:
        return self.home / name


def _database(home: Path, name: str, template: str = "template0") -> str:
    if not ON_POSTGRES:
        return f"sqlite:///{(home / 'book.sqlite3').as_posix()}"
    import psycopg

    url = os.environ["KHABUAN_DATABASE"].rsplit("/", 1)[0]
    with psycopg.connect(f"{url}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f"CREATE DATABASE \"{name}\" TEMPLATE {template} LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    return f"{url}/{name}"


def _set_up() -> Path:
    """The state of a book that `khabuan init` set up for สระบุรี, once for all workers of a run."""
    first = environment.HOME.parent / "first-book"
    with kept.alone(first.with_suffix(".lock")):
        if not first.exists():
            first.mkdir()
            book = Book(first, _database(first, "first_book"))
            said = book.run("init", "--province", "19", "--login", "somsri", "--name", "ผู้ดูแลทดสอบ")
            assert "รหัสเข้าครั้งแรกของ somsri" in said
    return first


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book of this worker's own."""
    home = shutil.copytree(_set_up(), tmp_path_factory.mktemp("book") / "home")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return Book(home, _database(home, f"book_{worker}", "first_book"))


@pytest.fixture
def empty(tmp_path: Path) -> Book:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return Book(tmp_path / "other", _database(tmp_path / "other", f"other_{worker}"))


def test_a_new_book_is_in_order(book: Book) -> None:
    assert "เรียบร้อย" in book.run("check")


def test_init_again_for_the_same_login_gives_another_card(book: Book) -> None:
    assert "รหัสเข้าครั้งแรกของ somsri" in book.run(
        "init", "--province", "19", "--login", "somsri", "--name", "x"
    )


def test_a_province_that_is_none_is_refused_with_a_sentence(book: Book) -> None:
    said = book.run("init", "--province", "99", "--login", "other", "--name", "x", fails=True)
    assert "จังหวัด" in said
    assert "Traceback" not in said
    assert book.path("nodes/province").read_text() == "19"


def test_another_province_cannot_take_a_book_in_use(book: Book) -> None:
    said = book.run("init", "--province", "33", "--login", "other", "--name", "x", fails=True)
    assert "จังหวัดอื่น" in said
    assert book.path("nodes/province").read_text() == "19"


def test_a_restore_beside_a_running_server_is_refused(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    book.run("backup", str(file))
    with occupied(book.home) as is_free:
        assert is_free
        assert "ปิดก่อน" in book.run("restore", str(file), "--replace", fails=True)


def test_a_backup_comes_back_elsewhere_and_its_anchor_holds(book: Book, empty: Book, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    book.run("backup", str(file))
    empty.home.mkdir()
    shutil.copy(book.path("identity.key"), empty.path("identity.key"))
    empty.run("restore", str(file))
    anchor = next(empty.path("anchors").glob("anchor-*.txt"))
    assert "เรียบร้อย" in empty.run("check", "--anchor", str(anchor))
    assert empty.path("nodes/province").read_text() == "19"


def test_the_identity_key_is_not_in_the_backup(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    book.run("backup", str(file))
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "key" in name]


def test_a_backup_overwrites_nothing(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    file.write_text("precious")
    assert "อยู่แล้ว" in book.run("backup", str(file), fails=True)
    assert file.read_text() == "precious"


def test_records_that_are_there_are_not_overwritten_unless_said(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    book.run("backup", str(file))
    assert "--replace" in book.run("restore", str(file), fails=True)
    book.run("restore", str(file), "--replace")
    assert "เรียบร้อย" in book.run("check")


def test_a_damaged_backup_is_refused_and_nothing_is_touched(book: Book, empty: Book, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    book.run("backup", str(file))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts["manifest.json"])
    name = next(iter(manifest["parts"]))
    manifest["parts"][name] = "0" * 64
    with zipfile.ZipFile(file, "w") as archive:
        for part, content in {**parts, "manifest.json": json.dumps(manifest).encode()}.items():
            archive.writestr(part, content)
    empty.home.mkdir()
    assert "เสียหาย" in empty.run("restore", str(file), fails=True)
    assert not empty.path("book.sqlite3").exists()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_refused(empty: Book, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "copy.zip"
    file.write_bytes(content)
    empty.home.mkdir()
    assert "ไม่ใช่ไฟล์สำรอง" in empty.run("restore", str(file), fails=True)


if not ON_POSTGRES:  # there the chain is attacked in tests/audit, and pg_dump takes one snapshot

    def test_an_altered_history_is_found(book: Book, tmp_path: Path) -> None:
        home = tmp_path / "altered"
        shutil.copytree(book.home, home)
        altered = Book(home, f"sqlite:///{(home / 'book.sqlite3').as_posix()}")
        with sqlite3.connect(home / "book.sqlite3") as database:
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{name}"')
            database.execute("UPDATE audit_event SET action = 'places.rename_area' WHERE seq = 1")
        said = altered.run("check", fails=True)
        assert "ถูกแก้" in said
        assert "ตัวกัน" in said

    def test_a_backup_is_whole_while_others_write(book: Book, empty: Book, tmp_path: Path) -> None:
        file, stop = tmp_path / "copy.zip", threading.Event()

        def write() -> None:
            with closing(sqlite3.connect(book.path("book.sqlite3"), timeout=20)) as database:
                for number in count():
                    if stop.is_set():
                        return
                    with database:
                        row = (f"busy{number}", "x" * 2000, "2030-01-01 00:00:00")
                        database.execute("INSERT INTO django_session VALUES (?, ?, ?)", row)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            book.run("backup", str(file))
        finally:
            stop.set()
            writer.join(30)
        empty.home.mkdir()
        shutil.copy(book.path("identity.key"), empty.path("identity.key"))
        empty.run("restore", str(file))
        with closing(sqlite3.connect(empty.path("book.sqlite3"))) as database:
            assert database.execute("SELECT count(*) FROM django_session").fetchone()[0] > 0


def test_the_night_anchors_backs_up_and_checks(book: Book) -> None:
    book.run("nightly")
    assert list(book.path("backups").glob("nightly-*.zip"))
    assert list(book.path("anchors").glob("anchor-*.txt"))


def test_settings_are_not_those_of_the_tests(book: Book) -> None:
    assert str(book.home) != str(settings.KHABUAN_HOME)


def test_a_demo_that_was_broken_off_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from khabuan.config import setting_up
    from khabuan.demo import world

    home, built = tmp_path / "demo", []
    home.mkdir()
    (home / "demo-begun").write_text("yesterday")
    (home / "khabuan.sqlite3").write_text("half of it")
    monkeypatch.setattr(settings, "KHABUAN_HOME", home)
    for name in ("make_ready", "load_areas"):
        monkeypatch.setattr(setting_up, name, lambda: None)
    monkeypatch.setattr(setting_up.connections["default"], "vendor", "sqlite")
    monkeypatch.setattr(setting_up.connections, "close_all", lambda: None)
    monkeypatch.setattr(world, "build", lambda: built.append(sorted(part.name for part in home.iterdir())))
    setting_up.build_demo(again=False)
    setting_up.build_demo(again=False)
    assert built == [["demo-begun"]]
    assert (home / "demo-built").exists()
