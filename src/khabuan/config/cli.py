"""The command `khabuan`: init, serve, demo, migrate, backup, restore, check, nightly, ledger, read. Wiring only.

Every command says in plain Thai what it did or why not, and ends with 0 or 1. Django is loaded after the
arguments are read, because `demo` chooses another state folder.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from khabuan.config import ledger_cli, reader_cli
from khabuan.config.command_line import Parser

DEMO_HOME, FULL_HOME = Path("var") / "demo", Path("var") / "demo-full"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    options = _parser().parse_args(arguments)
    os.umask(0o077)  # records, backups and anchors are for the owner of this installation alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabuan.config.settings")
    if options.run is demo:
        os.environ["KHABUAN_DEMO"] = "1"
        home = options.home or (FULL_HOME if options.full else DEMO_HOME)
        os.environ.setdefault("KHABUAN_HOME", str(Path(home).absolute()))
        os.environ.setdefault("KHABUAN_PROVINCE", "33" if options.full else "19")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(os.environ.get("KHABUAN_LANGUAGE", "th"))
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except KeyboardInterrupt:
        return 130
    except (
        BrokenPipeError
    ):  # who reads has enough, as `| head` has; nothing more may be said, also at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> Parser:
    parser = Parser(prog="khabuan", description="ขบวน: สมุดเล่มเดียวของขบวนองค์กรชุมชน")
    commands = parser.add_subparsers(required=True, metavar="คำสั่ง")

    def command(name: str, run: Callable[[argparse.Namespace], int], words: str) -> Parser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.set_defaults(run=run)
        return sub

    sub = command("init", init, "ตั้งสมุดเล่มใหม่: ฐานข้อมูล จังหวัด และผู้ดูแลคนแรก")
    sub.add_argument("--province", help="รหัสจังหวัดสองหลัก เช่น 19 (เว้นว่างได้ถ้าเป็นระดับชาติ)")
    sub.add_argument("--login", help="ชื่อเข้าระบบของผู้ดูแลคนแรก")
    sub.add_argument("--name", help="ชื่อที่แสดงของผู้ดูแลคนแรก")
    sub = command("serve", serve, "เปิดให้ใช้งาน")
    _serving(sub)
    sub = command("demo", demo, "สร้างข้อมูลตัวอย่าง (ครั้งแรก) แล้วเปิดให้ลองใช้")
    _serving(sub)
    sub.add_argument("--home", help="โฟลเดอร์ของข้อมูลตัวอย่าง")
    sub.add_argument("--build-only", action="store_true", help="สร้างข้อมูลอย่างเดียว ไม่เปิดให้ใช้")
    sub.add_argument("--again", action="store_true", help="ล้างข้อมูลตัวอย่างเดิมแล้วสร้างใหม่")
    sub.add_argument(
        "--full", action="store_true", help="จังหวัดขนาดจริงไว้วัดความเร็ว: 200 กองทุน กองทุนละ 1,000 คน"
    )
    command("migrate", migrate, "ปรับฐานข้อมูลให้ตรงกับโปรแกรมรุ่นนี้")
    sub = command("backup", backup, "สำรองข้อมูลเป็นไฟล์เดียว ทำได้ขณะเปิดใช้งาน")
    sub.add_argument("file", nargs="?", help="ชื่อไฟล์ที่จะเก็บ")
    sub = command("restore", restore, "นำไฟล์สำรองกลับมาใช้")
    sub.add_argument("file")
    sub.add_argument("--replace", action="store_true", help="เก็บของเดิมไว้ข้าง ๆ แล้วใช้ไฟล์สำรองแทน")
    sub = command("check", check, "ตรวจว่าฐานข้อมูลและประวัติไม่ถูกแก้")
    sub.add_argument(
        "--anchor", action="append", default=[], metavar="FILE", help="ตรวจเทียบกับไฟล์หมุดที่เก็บไว้นอกระบบ"
    )
    command("nightly", nightly, "งานประจำคืน: หมุดประวัติ สำรองข้อมูล ตรวจสอบ")
    ledger_cli.add_to(commands)
    reader_cli.add_to(commands)
    return parser


def _serving(sub: Parser) -> None:
    sub.add_argument("--host", default="127.0.0.1")
    sub.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    sub.add_argument("--workers", type=int, default=2)


def init(options: argparse.Namespace) -> int:
    from khabuan.config import setting_up

    return setting_up.init(options.province, options.login, options.name)


def serve(options: argparse.Namespace) -> int:
    from khabuan.config import setting_up
    from khabuan.config.first_run import waiting_code

    setting_up.make_ready()
    code = waiting_code()
    if code:
        print(f"ยังไม่มีผู้ดูแล เปิด http://{options.host}:{options.port}/setup/ แล้วใส่รหัสตั้งสมุด {code}", flush=True)
    return _serve(options)


def _serve(options: argparse.Namespace) -> int:
    from django.conf import settings

    from khabuan.config.serve import serve as run
    from khabuan.config.setting_up import take_up_again

    where = {"host": options.host, "port": options.port, "workers": options.workers}
    return run(**where, home=settings.KHABUAN_HOME, first=take_up_again)


def demo(options: argparse.Namespace) -> int:
    from khabuan.config import setting_up

    setting_up.build_demo(again=options.again, is_full=options.full)
    if options.build_only:
        return 0
    setting_up.print_demo_log_ins()
    return _serve(options)


def migrate(options: argparse.Namespace) -> int:
    from khabuan.config import setting_up

    setting_up.make_ready()
    setting_up.load_areas()
    print("ฐานข้อมูลตรงกับโปรแกรมรุ่นนี้แล้ว")
    return 0


def backup(options: argparse.Namespace) -> int:
    from django.conf import settings

    from khabuan.config.backup import BackupRefused, take_backup
    from khabuan.core import clock

    default = settings.KHABUAN_HOME / "backups" / f"khabuan-{clock.now():%Y%m%dT%H%M%SZ}.zip"
    try:
        report = take_backup(Path(options.file) if options.file else default)
    except BackupRefused as no:
        print(no, file=sys.stderr)
        return 1
    print(f"สำรองไว้ที่ {report.path} ({report.size / 1e6:.1f} MB)")
    print(f"กุญแจเลขประจำตัวไม่อยู่ในไฟล์นี้ เก็บไว้ต่างหากในที่ปลอดภัย: {settings.IDENTITY_KEY_FILE}")
    return 0


def restore(options: argparse.Namespace) -> int:
    from khabuan.config import setting_up
    from khabuan.config.backup import BackupRefused, restore_backup
    from khabuan.config.checks import findings

    try:
        manifest = restore_backup(Path(options.file), replace=options.replace)
    except BackupRefused as no:
        print(no, file=sys.stderr)
        return 1
    print(f"นำข้อมูลเมื่อ {_moment(datetime.fromisoformat(manifest['at']))} กลับมาแล้ว", flush=True)
    setting_up.make_ready(new_key=False)
    problems = list(findings([]))
    for problem in problems:
        print("•", problem, file=sys.stderr)
    return 1 if problems else 0


def _moment(at: datetime) -> str:
    """An instant as people in Thailand say it: "28 พฤศจิกายน 2569 เวลา 23:44 น."."""
    from khabuan.core import clock
    from khabuan.core.thai import long_date

    local = at.astimezone(clock.BANGKOK)
    return f"{long_date(local.date())} เวลา {local:%H:%M} น."


def check(options: argparse.Namespace) -> int:
    from khabuan.config.checks import findings

    problems = list(findings([Path(file) for file in options.anchor]))
    for problem in problems:
        print("•", problem)
    print(f"พบ {len(problems)} เรื่องที่ต้องแก้" if problems else "เรียบร้อย ไม่พบสิ่งผิดปกติ")
    return 1 if problems else 0


def nightly(options: argparse.Namespace) -> int:
    from khabuan.config import setting_up

    done = setting_up.nightly()
    for problem in done.problems:
        print("•", problem, file=sys.stderr)
    print(f"งานประจำคืน {_moment(done.at)} สำรองไว้ที่ {done.backup} ตรวจพบ {len(done.problems)} เรื่อง")
    return 1 if done.problems else 0


if __name__ == "__main__":
    sys.exit(main())
