"""The reader beside a plain floor and PyThaiNLP: how well texts with keys are read, and how fast.

    python run.py bench reader SCORER FOLDER [FOLDER …]

SCORER is the script that compares predictions with keys (`score(folder, predictions)` prints its table); a FOLDER holds
`NAME.txt` and `NAME.json`, its key. Texts and keys stay outside the repository. Ours reads as `khabuan read` does. The
floor is a page of regular expressions; PyThaiNLP's own tools are asked for what they cover, provinces.
"""

from __future__ import annotations

import importlib.util
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Facts = list[dict[str, Any]]
LETTERS = 2_000

_MONTHS = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
_SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
_DATE = re.compile(rf"(\d{{1,2}})\s*({'|'.join(map(re.escape, _MONTHS + _SHORT))})\s*(\d{{4}}|\d\d)")
_YEAR = re.compile(r"ปี(?:งบประมาณ)?\s*(?:พ\.ศ\.\s*)?(25\d\d)")
_UNITS = {
    "ครัวเรือน": "households", "หลัง": "houses", "คน": "people", "ราย": "people", "ตำบล": "tambons", "อำเภอ": "amphoe",
    "จังหวัด": "provinces", "ชุมชน": "communities", "หมู่บ้าน": "villages", "กองทุน": "funds", "โครงการ": "projects",
    "วัน": "days", "กลุ่ม": "groups",
}  # fmt: skip
_COUNT = re.compile(rf"(\d[\d,]*)\s*({'|'.join(_UNITS)})")
_MONEY = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(ล้าน|แสน|หมื่น|พัน)?\s*บาท")
_TIMES = {"": 1, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_PLACE = re.compile(r"(จังหวัด|จ\.|อำเภอ|อ\.|ตำบล|ต\.)\s*([ก-๙]{2,20})")
_LEVELS = {"จ": "province", "อ": "amphoe", "ต": "tambon"}
_PERSON = re.compile(r"(นาย|นางสาว|นาง)([ก-๙]{2,20})\s+([ก-๙]{2,25})")
_PROGRAMMES = ("บ้านมั่นคง", "บ้านพอเพียง", "สวัสดิการชุมชน", "สภาองค์กรชุมชน", "ที่ดิน", "ภัยพิบัติ")


def floor(text: str) -> Facts:
    """What a page of regular expressions finds."""
    return [{**fact, "quote": text[slice(*fact["span"])]} for fact in _floor(text)]


def _floor(text: str) -> Iterator[dict[str, Any]]:
    for found in _DATE.finditer(text):
        names = _MONTHS if found[2] in _MONTHS else _SHORT
        year = int(found[3]) + (2500 if len(found[3]) == 2 else 0) - 543
        day = f"{year:04d}-{names.index(found[2]) + 1:02d}-{int(found[1]):02d}"
        yield {
            "kind": "date",
            "start": day,
            "end": None,
            "certain": True,
            "main": False,
            "span": found.span(),
        }
    for found in _YEAR.finditer(text):
        yield {"kind": "year", "be": int(found[1]), "fiscal": "งบ" in found.group(), "span": found.span()}
    for found in _COUNT.finditer(text):
        value = int(found[1].replace(",", ""))
        yield {
            "kind": "count",
            "what": _UNITS[found[2]],
            "value": value,
            "approx": False,
            "span": found.span(),
        }
    for found in _MONEY.finditer(text):
        baht = float(found[1].replace(",", "")) * _TIMES[found[2] or ""]
        yield {"kind": "money", "baht": baht, "approx": False, "per": None, "span": found.span()}
    for found in _PLACE.finditer(text):
        yield {"kind": "place", "level": _LEVELS[found[1][0]], "name": found[2], "span": found.span()}
    for found in _PERSON.finditer(text):
        yield {"kind": "person", "title": found[1], "name": f"{found[2]} {found[3]}", "span": found.span()}
    for name in _PROGRAMMES:
        if (at := text.find(name)) >= 0:
            yield {"kind": "programme", "name": name, "span": (at, at + len(name))}


def pythainlp() -> Callable[[str], Facts] | None:
    """PyThaiNLP's tagger of provinces over its own words; None where it is not installed."""
    if importlib.util.find_spec("pythainlp") is None:
        return None
    from pythainlp.tag.locations import tag_provinces
    from pythainlp.tokenize import word_tokenize

    def read(text: str) -> Facts:
        facts, at = [], 0
        for word, tag in tag_provinces(word_tokenize(text, keep_whitespace=True)):
            if tag.endswith("LOCATION"):
                span = (at, at + len(word))
                facts.append(
                    {"kind": "place", "level": "province", "name": word, "quote": word, "span": span}
                )
            at += len(word)
        return facts

    return read


def ours() -> Callable[[str], Facts]:
    """The facts as `khabuan read --json` tells them, with the areas that come with the program."""
    from khabuan.reader.rules.facts import as_json
    from khabuan.reader.rules.reading import read
    from khabuan.reader.shipped import shipped

    areas = shipped()

    def facts(text: str) -> Facts:
        told = [as_json(fact) for fact in read(text, areas)]
        return [fact for fact in told if "doubt" not in fact]

    return facts


def main(scorer: Path, folders: list[Path]) -> int:
    readers: dict[str, Callable[[str], Facts] | None] = {
        "khabuan": ours(), "floor": floor, "PyThaiNLP (provinces)": pythainlp(),
    }  # fmt: skip
    score = _scorer(scorer)
    for folder in folders:
        for name, read in readers.items():
            print(f"\n== {folder.name}: {name}")
            if read is None:
                print("   not installed")
                continue
            with tempfile.TemporaryDirectory() as told:
                times = [_tell(read, text, Path(told)) for text in sorted(folder.glob("*.txt"))]
                score(str(folder), told)
            print(
                f"{LETTERS:,} letters: median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms (CPU)"
            )
    return 0


def _scorer(path: Path) -> Callable[[str, str], Any]:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python script")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[str, str], Any] = module.score
    return found


def _tell(read: Callable[[str], Facts], file: Path, told: Path) -> float:
    """Read one text and write down what it says; milliseconds of CPU for so many letters."""
    text = file.read_bytes().decode()
    before = time.process_time()
    facts = read(text)
    spent = time.process_time() - before
    (told / f"{file.stem}.json").write_text(
        json.dumps({"facts": facts}, ensure_ascii=False), encoding="utf-8"
    )
    return 1_000 * spent * LETTERS / max(len(text), 1)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    sys.exit(main(Path(sys.argv[1]), [Path(word) for word in sys.argv[2:]]))
