"""From an empty folder to a working book: state folder, keys, database, areas, first administrator, demo."""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connections
from django.utils.translation import gettext as _

from khabuan.core import clock, secrets, sql
from khabuan.core.errors import Refused
from khabuan.core.keys import choose_home_province, home_province

KEEP_BACKUPS = 14
DEMO_BEGUN, DEMO_STAMP = "demo-begun", "demo-built"
KEPT_BY_DEMO = frozenset({"secret.key", "serving.lock"})
CODE_LENGTH = 2


def make_ready(*, new_key: bool = True) -> None:
    """Bring folder, key, database and static files to what this version needs. Safe to run at every start."""
    home: Path = settings.KHABUAN_HOME
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    _refuse_wrong_database()
    call_command("migrate", verbosity=0, interactive=False)
    key_file = Path(settings.IDENTITY_KEY_FILE)
    if not key_file.exists():
        if not new_key or _has_sealed_numbers():
            sys.exit(f"ไม่พบกุญแจเลขประจำตัว {key_file} นำไฟล์ที่เก็บไว้มาวางก่อน")
        secrets.make_key_file(key_file)
    if not settings.DEBUG:
        call_command("collectstatic", verbosity=0, interactive=False)
    problems = sql.sqlite_findings() + sql.trigger_findings()
    if problems:
        sys.exit("\n".join(problems))


def _refuse_wrong_database() -> None:
    problems = sql.postgres_findings()
    if problems:
        sys.exit(
            "\n".join(["ฐานข้อมูล PostgreSQL ตั้งค่าไม่ถูก สร้างใหม่ด้วย LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'", *problems])
        )


def _has_sealed_numbers() -> bool:
    from khabuan.registry.models import Identity

    return Identity.everywhere.exists()


def init(province: str | None, login: str | None, name: str | None) -> int:
    """Set up for real use, or give the administrator of this book another card. Asks for what is missing."""
    from khabuan.seats.actions import found_installation

    province = province if province is not None else _ask("รหัสจังหวัดสองหลัก (เว้นว่างถ้าเป็นระดับชาติ): ")
    login = login or _ask("ชื่อเข้าระบบของผู้ดูแลคนแรก: ")
    name = name or _ask("ชื่อที่แสดง (เช่น ผู้ดูแลระบบจังหวัด): ")
    try:
        is_new = settle_home(province)
        make_ready()
        load_areas()
        code = found_installation(province=province, login=login, name=name)
    except Refused as no:
        print(no.message, file=sys.stderr)
        return 1
    if is_new:
        print(f"ตั้งสมุดเล่มใหม่ที่ {settings.KHABUAN_HOME} แล้ว")
        print(f"เก็บสำเนากุญแจเลขประจำตัวไว้นอกเครื่องนี้: {settings.IDENTITY_KEY_FILE}")
    else:
        print("สมุดเล่มนี้มีผู้ดูแลอยู่แล้ว คำสั่งนี้ให้สิทธิ์หรือบัตรใหม่แก่ผู้ดูแลที่ระบุ และบันทึกไว้ในประวัติ")
    print(f"รหัสเข้าครั้งแรกของ {login} (ใช้ได้ครั้งเดียว): {code}")
    print("เปิดใช้งานด้วยคำสั่ง: khabuan serve")
    return 0


def settle_home(province: str) -> bool:
    """Choose the home province of a new book; whether it is new. Refused: no such province, not its book."""
    from khabuan.places.reference import area_of_code

    if province and (len(province) != CODE_LENGTH or province not in area_of_code()):
        words = _("There is no province %(code)s. Write its two digits, for example 19.")
        raise Refused("no_such_province", words % {"code": province}, field="province")
    if not is_in_use():
        choose_home_province(province)
        return True
    if home_province() != province:
        words = _("This book is kept by another province (%(code)s). Set up a new one in another folder.")
        raise Refused("other_home", words % {"code": home_province() or _("the nation")}, field="province")
    return False


def is_in_use() -> bool:
    """Whether somebody can log in to this book already."""
    from khabuan.seats.models import User

    connection = connections["default"]
    if User._meta.db_table not in connection.introspection.table_names():
        return False
    return User.objects.exists()


def _ask(words: str) -> str:
    if not sys.stdin.isatty():
        return ""
    return input(words).strip()


def load_areas() -> None:
    """The country's areas, once; later runs add what is new and change nothing that was confirmed."""
    from khabuan.access.actor import Actor
    from khabuan.places.actions import load_reference
    from khabuan.rules.actions import load_rules

    load_reference(actor=Actor.system())
    load_rules(actor=Actor.system())
    sql.renew_statistics()


def build_demo(*, again: bool, is_full: bool = False) -> None:
    """Build the demo's data unless it stands there already; says how long it took. `is_full`: that for measuring.

    A demo whose building was broken off is cleared and built anew.
    """
    from khabuan.demo import full, world

    home: Path = settings.KHABUAN_HOME
    begun, stamp = home / DEMO_BEGUN, home / DEMO_STAMP
    if begun.exists() and (again or not stamp.exists()):
        _clear_demo(home)
    if stamp.exists():
        make_ready()
        return
    started = time.monotonic()
    print("กำลังสร้างข้อมูลตัวอย่าง (ครั้งแรกเท่านั้น) ...", flush=True)
    home.mkdir(parents=True, exist_ok=True)
    begun.write_text(clock.now().isoformat())
    make_ready()
    load_areas()
    (full if is_full else world).build()
    stamp.write_text(clock.now().isoformat())
    print(f"สร้างข้อมูลตัวอย่างแล้วใน {time.monotonic() - started:.0f} วินาที", flush=True)


def _clear_demo(home: Path) -> None:
    """Take away what a demo made: its folder, marked as a demo's. A server's database is not ours to drop."""
    if connections["default"].vendor != "sqlite":
        sys.exit("ข้อมูลตัวอย่างใน PostgreSQL ยังสร้างไม่เสร็จหรือต้องสร้างใหม่ ลบแล้วสร้างฐานข้อมูลเปล่าก่อน แล้วสั่งอีกครั้ง")
    connections.close_all()
    for part in home.iterdir():
        if part.name not in KEPT_BY_DEMO:
            shutil.rmtree(part) if part.is_dir() else part.unlink()


def print_demo_log_ins() -> None:
    from khabuan.demo.world import LOG_INS, PASSWORD

    print(f"\nรหัสผ่านของทุกบัญชีตัวอย่างคือ {PASSWORD}")
    for login, words in LOG_INS:
        print(f"  {login:<18} {words}")
    print(flush=True)


@dataclass(frozen=True)
class Night:
    """What one night's work came to: the backup's file and what the check found."""

    at: datetime
    backup: Path
    problems: list[str]


def nightly() -> Night:
    """What every night needs: anchor, backup (the last fourteen are kept), old papers away, rights by dues, check."""
    from khabuan.access.actor import Actor
    from khabuan.config.backup import take_backup
    from khabuan.config.checks import findings
    from khabuan.exchange.actions import forget_old
    from khabuan.funds.actions.bringing_in import forget_old_lists
    from khabuan.funds.actions.standing import follow_every_fund

    folder: Path = settings.KHABUAN_HOME / "backups"
    report = take_backup(folder / f"nightly-{clock.now():%Y%m%dT%H%M%SZ}.zip")
    for old in sorted(folder.glob("nightly-*.zip"))[:-KEEP_BACKUPS]:
        old.unlink()
    forget_old(actor=Actor.system())
    follow_every_fund()
    forget_old_lists(Actor.system())
    Session.objects.filter(expire_date__lt=clock.now() - timedelta(days=1)).delete()
    return Night(clock.now(), report.path, list(findings([report.anchor])))


def take_up_again() -> None:
    """At the start of `serve`: lists whose worker was stopped with the machine go on where they were."""
    from khabuan.exchange import tasks as exchange
    from khabuan.funds import tasks as funds
    from khabuan.reader import tasks as reader

    exchange.take_up_again()
    funds.take_up_again()
    reader.take_up_again()
