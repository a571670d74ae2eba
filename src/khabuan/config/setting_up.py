"""From an empty folder to a working book: state folder, keys, database, areas, first administrator, demo."""

from __future__ import annotations

import shutil
import sys
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connections

from khabuan.core import clock, secrets, sql

KEEP_BACKUPS = 14
DEMO_STAMP = "demo-built"


def make_ready(*, new_key: bool = True) -> None:
    """Bring folder, key, database and static files to what this version needs. Safe to run at every start."""
    home: Path = settings.KHABUAN_HOME
    home.mkdir(parents=True, exist_ok=True)
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
    """Set up for real use. Asks for what is not given when a person sits at the keyboard."""
    from khabuan.seats.actions import found_installation

    province = province if province is not None else _ask("รหัสจังหวัดสองหลัก (เว้นว่างถ้าเป็นระดับชาติ): ")
    login = login or _ask("ชื่อเข้าระบบของผู้ดูแลคนแรก: ")
    name = name or _ask("ชื่อที่แสดง (เช่น ผู้ดูแลระบบจังหวัด): ")
    if province:
        remember("KHABUAN_PROVINCE", province)
    make_ready()
    load_areas()
    try:
        code = found_installation(province=province or "", login=login, name=name)
    except Exception as no:  # the rule's own sentence is what the person needs
        message = getattr(no, "message", None)
        if message is None:
            raise
        print(message, file=sys.stderr)
        return 1
    print(f"ตั้งสมุดเล่มใหม่ที่ {settings.KHABUAN_HOME} แล้ว")
    print(f"รหัสเข้าครั้งแรกของ {login} (ใช้ได้ครั้งเดียว): {code}")
    print(f"เก็บสำเนากุญแจเลขประจำตัวไว้นอกเครื่องนี้: {settings.IDENTITY_KEY_FILE}")
    print("เปิดใช้งานด้วยคำสั่ง: khabuan serve")
    return 0


def _ask(words: str) -> str:
    if not sys.stdin.isatty():
        return ""
    return input(words).strip()


def remember(name: str, value: str) -> None:
    """Keep a setting in the state folder's settings.env."""
    path = settings.KHABUAN_HOME / "settings.env"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if not line.startswith(f"{name}=")]
    path.write_text("\n".join([*kept, f"{name}={value}"]) + "\n", encoding="utf-8")


def load_areas() -> None:
    """The country's areas, once; later runs add what is new and change nothing that was confirmed."""
    from khabuan.access.actor import Actor
    from khabuan.places.actions import load_reference
    from khabuan.rules.actions import load_rules

    load_reference(actor=Actor.system())
    load_rules(actor=Actor.system())


def build_demo(*, again: bool) -> None:
    """Build the demo's data unless it stands there already; says how long it took."""
    from khabuan.demo.world import build

    home: Path = settings.KHABUAN_HOME
    stamp = home / DEMO_STAMP
    if again and stamp.exists():
        connections.close_all()
        shutil.rmtree(home)
        home.mkdir(parents=True)
    if stamp.exists():
        make_ready()
        return
    started = time.monotonic()
    print("กำลังสร้างข้อมูลตัวอย่าง (ครั้งแรกเท่านั้น) ...", flush=True)
    make_ready()
    load_areas()
    build()
    stamp.write_text(clock.now().isoformat())
    print(f"สร้างข้อมูลตัวอย่างแล้วใน {time.monotonic() - started:.0f} วินาที", flush=True)


def print_demo_log_ins() -> None:
    from khabuan.demo.world import LOG_INS, PASSWORD

    print(f"\nรหัสผ่านของทุกบัญชีตัวอย่างคือ {PASSWORD}")
    for login, words in LOG_INS:
        print(f"  {login:<18} {words}")
    print(flush=True)


def nightly() -> int:
    """What every night needs: anchor, backup (the last fourteen are kept), old working papers away, check."""
    from khabuan.access.actor import Actor
    from khabuan.config.backup import take_backup
    from khabuan.config.checks import findings
    from khabuan.exchange.actions import forget_old

    folder: Path = settings.KHABUAN_HOME / "backups"
    report = take_backup(folder / f"nightly-{clock.now():%Y%m%dT%H%M%SZ}.zip")
    for old in sorted(folder.glob("nightly-*.zip"))[:-KEEP_BACKUPS]:
        old.unlink()
    forget_old(actor=Actor.system())
    Session.objects.filter(expire_date__lt=clock.now() - timedelta(days=1)).delete()
    problems = list(findings([report.anchor]))
    for problem in problems:
        print("•", problem, file=sys.stderr)
    print(f"{clock.now().isoformat()} {report.path.name} {len(problems)}")
    return 1 if problems else 0
