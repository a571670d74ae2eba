"""docs/policy.md and docs/glossary.md, printed from the code by `python -m khabuan.config.documents`.

A test compares them with what the code says, so they cannot grow old.
"""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(__file__).resolve().parent.parent


def policy_page() -> str:
    """Who may do what, office by office, as a Markdown table in Thai."""
    from khabuan.access.actor import Role
    from khabuan.access.policy import POLICY, READS

    offices = [role for role in Role if role not in (Role.SYSTEM, Role.PUBLIC)]
    lines = [
        "# ใครทำอะไรได้",
        "",
        "พิมพ์จาก `access/policy.py` ห้ามแก้ที่นี่ ทุกคนทำได้เฉพาะในพื้นที่ของตน นอกพื้นที่ระบบตอบว่าไม่พบ (404)",
        "",
        f"| การกระทำ | {' | '.join(str(role.label) for role in offices)} |",
        f"|---|{'---|' * len(offices)}",
    ]
    for rule in POLICY.values():
        marks = " | ".join("●" if role in rule.offices else "" for role in offices)
        lines.append(f"| {rule.words} | {marks} |")
    lines += ["", "## ใครอ่านทะเบียนใดได้", "", f"| ทะเบียน | {' | '.join(str(role.label) for role in Role)} |"]
    lines.append(f"|---|{'---|' * len(Role)}")
    for kind, readers in READS.items():
        lines.append(f"| `{kind}` | {' | '.join('●' if role in readers else '' for role in Role)} |")
    return "\n".join(lines) + "\n"


def glossary_page() -> str:
    """The field's words: Thai, English, code and meaning."""
    words = tomllib.loads((PACKAGE / "core" / "glossary.toml").read_text(encoding="utf-8"))["word"]
    lines = ["# อภิธานศัพท์ · Glossary", "", "พิมพ์จาก `core/glossary.toml` ห้ามแก้ที่นี่", ""]
    lines += ["| ไทย | English | code | ความหมาย |", "|---|---|---|---|"]
    for word in sorted(words, key=lambda word: word["code"]):
        lines.append(f"| {word['thai']} | {word['english']} | `{word['code']}` | {word['definition']} |")
    return "\n".join(lines) + "\n"


PAGES = {"policy.md": policy_page, "glossary.md": glossary_page}


def main() -> int:
    """Write the pages into docs/."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabuan.config.settings")
    import django
    from django.utils import translation

    django.setup()
    with translation.override("th"):
        for name, page in PAGES.items():
            (ROOT / "docs" / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
