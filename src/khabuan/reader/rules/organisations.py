"""Bodies that are named: ministries, offices, councils, funds, networks, local governments, cooperatives.

National bodies stand in a list with their short names. Others are told by the word they begin with; their name goes on to a
blank or to a word of `_ENDS`. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from khabuan.reader.rules.facts import OrganisationFact
from khabuan.reader.rules.page import Page, Span
from khabuan.reader.rules.words import LETTER, any_of, listed

#: Full names of national bodies and the other ways to write them.
BODIES = {
    "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)": "สถาบันพัฒนาองค์กรชุมชน|สถาบันพัฒนาองค์กรชุมชนฯ|พอช.|พอช|CODI",
    "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์": (
        "กระทรวงพัฒนาสังคมและความมั่นคงของมนุษย์|กระทรวงการพัฒนาสังคมฯ|กระทรวงพัฒนาสังคมฯ|กระทรวง พม.|กระทรวงพม.|พม."
    ),
    "การเคหะแห่งชาติ": "กคช.",
    "คณะรักษาความสงบแห่งชาติ": "คสช.",
    "กรมธนารักษ์": "",
    "กรมส่งเสริมการปกครองท้องถิ่น": "",
    "กรมพัฒนาสังคมและสวัสดิการ": "พส.",
    "กรมกิจการผู้สูงอายุ": "ผส.",
    "กรมกิจการเด็กและเยาวชน": "ดย.",
    "กรมส่งเสริมและพัฒนาคุณภาพชีวิตคนพิการ": "พก.",
    "กรมพัฒนาชุมชน": "กรมการพัฒนาชุมชน",
    "สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตในภาครัฐ": "ป.ป.ท.|ปปท.",
    "สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตแห่งชาติ": "ป.ป.ช.|ปปช.",
    "สำนักงานการปฏิรูปที่ดินเพื่อเกษตรกรรม": "ส.ป.ก.|สปก.",
    "สำนักงานคณะกรรมการนโยบายที่ดินแห่งชาติ": "สคทช.",
    "คณะกรรมการนโยบายที่ดินแห่งชาติ": "คทช.",
    "คณะกรรมการนโยบายที่อยู่อาศัยแห่งชาติ": "",
    "สำนักงานคณะกรรมการสุขภาพแห่งชาติ": "สช.",
    "สำนักงานกองทุนสนับสนุนการสร้างเสริมสุขภาพ": "สสส.",
    "สำนักงานหลักประกันสุขภาพแห่งชาติ": "สปสช.",
    "สำนักงานตรวจเงินแผ่นดิน": "สตง.",
    "ธนาคารอาคารสงเคราะห์": "ธอส.",
    "ธนาคารออมสิน": "",
    "ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร": "ธ.ก.ส.|ธกส.",
    "ธนาคารกรุงไทย": "",
    "ศูนย์ช่วยเหลือสังคม": "",
    "อาสาสมัครพัฒนาสังคมและความมั่นคงของมนุษย์": "อพม.",
    "กระทรวงมหาดไทย": "มท.",
    "กระทรวงการคลัง": "",
    "กระทรวงแรงงาน": "",
    "กระทรวงสาธารณสุข": "",
    "กระทรวงศึกษาธิการ": "",
    "กระทรวงพาณิชย์": "",
    "กระทรวงเกษตรและสหกรณ์": "",
    "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม": "กระทรวงทรัพยากรฯ|ทส.",
    "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม": "อว.",
    "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม": "",
    "องค์การสหประชาชาติ": "สหประชาชาติ|UN",
    "รัฐสภา": "",
    "ศาลปกครองกลาง": "",
}  # fmt: skip
_OWN = {
    written: full for full, short in BODIES.items() for written in (full, *filter(None, short.split("|")))
}
_NATIONAL = re.compile(f"(?:{any_of(_OWN)})(?:\\s?\\(องค์การมหาชน\\))?")


def is_national(name: str) -> bool:
    """Whether a name is that of a body of the nation, in full or short."""
    return name in _OWN


#: Words that the name of a body begins with, and how it is known to end.
_HEADS = listed(
    r"""
    สภาองค์กรชุมชนตำบล สภาองค์กรชุมชนจังหวัด สภาองค์กรชุมชนเทศบาล สภาองค์กรชุมชนเขต เครือข่าย ขบวนองค์กรชุมชน
    ขบวนองค์กรประชาชน กองทุน มูลนิธิ สมาคม สหกรณ์ บริษัท ธนาคาร มหาวิทยาลัย วิทยาลัย โรงพยาบาล กรม กระทรวง
    สำนักงาน สถาบัน องค์การบริหารส่วนตำบล องค์การบริหารส่วนจังหวัด เทศบาลนคร เทศบาลเมือง เทศบาลตำบล อบต. อบจ.
    คณะกรรมการ คณะทำงาน สภาเด็กและเยาวชน สถานสงเคราะห์ สถานคุ้มครอง ศูนย์คุ้มครอง ศูนย์พัฒนา ศูนย์ศึกษา
    ศูนย์ส่งเสริม มณฑลทหารบก กองพัน กองทัพ สภาเกษตรกร หอการค้า สมัชชา ชมรม สหพันธ์ สันนิบาต สมาพันธ์ ภาควิชา
    คณะสังคม คณะสถาปัตย คณะมนุษย คณะรัฐศาสตร์ กองการ
    """
)
#: Local governments end with the name of their place: the next word is an address.
_LOCAL = frozenset(
    listed(
        r"""
    องค์การบริหารส่วนตำบล องค์การบริหารส่วนจังหวัด เทศบาลนคร เทศบาลเมือง เทศบาลตำบล อบต. อบจ.
    """
    )
)
_HEAD = re.compile(any_of(_HEADS))
#: Before these words nothing of a name stands any more.
_ENDS = re.compile(
    any_of(
        listed(
            r"""
    ได้ โดย ซึ่ง เป็นประธาน เป็นผู้ เป็นองค์ เป็น เพื่อ ร่วมกับ ร่วมกัน เข้าร่วม จำนวน จัดขึ้น จัดโครงการ
    จัดกิจกรรม จัดประชุม จัดเวที กล่าว ว่า จะ มีการ มีสมาชิก มีมติ มีเงิน มีความ มีจำนวน มีบทบาท มี ให้กับ
    ให้แก่ ให้การ ที่ได้ ที่มี ที่เป็น ที่ผ่าน ที่จะ ที่เข้า ที่ ในการ ในพื้นที่ ในจังหวัด ในวัน ใน และนาย
    และนาง และผู้ และเจ้าหน้าที่ และภาคี และหน่วยงาน และประชาชน และเครือข่าย และคณะ จาก กว่า นำโดย พร้อม รวม ทั้ง
    ทุก ต่างๆ ต่อ กับ ของจังหวัด เมื่อ ตาม สามารถ ต้อง เข้า ไป ถือ ครั้ง ประจำปี ปี ชี้แจง ดังกล่าว หรือ
    สนับสนุน มอบ ขับเคลื่อนงาน แล้ว ถึง ระหว่าง สำหรับ ขึ้นมา ขึ้น ทั่วประเทศ ทั่ว เกี่ยวกับ เกี่ยว ต่าง ของตน
    ของรัฐ ของชุมชน ดีเด่น ระดับ อื่น สังกัด ร่วม เพราะ ให้ กำลัง เดินทาง ผู้เดือดร้อน ใหม่ เอกชน รับเหมา จึง
    นี้ นั้น นำเสนอ เสนอ ลงพื้นที่ ด้วย จึง ก็ ยัง แต่
    """
        )
    )
)
_WORD = re.compile(f"(?:{LETTER}|[.ฯ]){{1,120}}")
_GOES_ON = re.compile(
    r"\s?\((?:องค์การมหาชน|มหาชน|คทช\.|ประเทศไทย)\)| ?(?:จำกัด|แห่งประเทศไทย)| (?=(?:จังหวัด|ตำบล|อำเภอ|"
    r"มหาวิทยาลัย|คณะ|คูคลอง|จุฬาลง|MOA)|(?<=บริษัท )[ก-๎])|ที่ ?\d{1,3}|\d{1,2}(?= ภาค)"
)
_CLOSED = re.compile(r"(?:จำกัด|จํากัด)(?:\s?\(มหาชน\))?")
#: Cooperatives and companies say where their name ends.
_TRADING = frozenset({"สหกรณ์", "บริษัท"})
_LIMITED = re.compile(r"(?: ?[ก-๎.]{1,60}){1,2}(?: ?\([^()\n]{1,12}\))? ?จำกัด(?: ?\(มหาชน\))?")
#: Heads that name a body only with more behind them than these letters.
_LEAST_MORE = 3
_PLAIN_WORDS = re.compile(
    r"(?:กองทุน(?:ฯ|ละ|สวัสดิการ$|สวัสดิก[า]?รชุมชน$|พัฒนา$|ชุมชน$|หมู่บ้าน$|ทดแทน)|เครือข่าย(?:ฯ|ข้อมูล|"
    r"ผู้|ที่|ต่าง|ภาค|ทั้ง|ชุมชน$|เมือง$|องค์กรชุมชน$|ประชาชน$|ทางสังคม)|สถาบัน(?:การศึกษา|การเงิน|"
    r"ครอบครัว|พระ|หลัก|ชาติ|วิชา)|สำนักงาน(?:$|ฯ|ใหญ่)|คณะกรรมการ(?:$|ฯ|ชุมชน|หมู่บ้าน$|บริหาร$|ที่|ชุด|"
    r"และ|ขับ)|"
    r"คณะทำงาน(?:$|ฯ|ระดับ|ชุด|ที่|และ|ใน)|โรงพยาบาล(?:$|ใกล้|รัฐ)|กรม(?:$|ที่|กระทรวง|สมเด็จ|พระ)|กระทรวง(?:$|"
    r"ที่)|ชมรม(?:$|ต่าง)|มหาวิทยาลัย(?:$|ใน|ต่าง)|สหกรณ์(?:$|และ|ออมทรัพย์$|เคหสถาน$|การเกษตร$|"
    r"เคหะสถาน$)|สมาคม(?:$|ต่าง)|ธนาคาร(?:$|เวลา|ขยะ|น้ำ|ที่)|บริษัท(?:$|เอกชน|ต่าง|ประกัน)|มูลนิธิ(?:$|"
    r"ต่าง)|วิทยาลัย$|สมัชชา$|กองทัพ$)"
)


def find(page: Page, taken: Sequence[Span]) -> Iterator[OrganisationFact]:
    """Each body once, under its fullest name in the text."""
    told: dict[str, list[tuple[int, int, str]]] = {}
    for start, end, full in _bodies(page.plain):
        if not _is_taken(start, end, taken):
            told.setdefault(full, []).append((start, end, page.plain[start:end]))
    for spoken in told.values():
        start, end, name = max(spoken, key=lambda one: (len(one[2]), -one[0]))
        span = page.span(start, end)
        others = sorted({page.span(*one[:2]) for one in spoken} - {span})
        yield OrganisationFact(
            name=" ".join(name.split()), quote=page.quote(span), span=span, also_at=tuple(others), why="body"
        )


def _is_taken(start: int, end: int, taken: Sequence[Span]) -> bool:
    at = bisect_right(taken, Span(end, 0))
    return bool(at) and taken[at - 1].end > start


def _bodies(plain: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    national = list(_NATIONAL.finditer(plain))
    for found in national:
        written = re.sub(r"\s?\(องค์การมหาชน\)$", "", found.group())
        if _is_whole(plain, found.start(), found.end(), written):
            yield found.start(), found.end(), _OWN.get(found.group(), _OWN.get(written, written))
    taken = [found.span() for found in national]
    starts = [start for start, _ in taken]
    for head in _HEAD.finditer(plain):
        if head.start() < done or not _may_begin(plain, head):
            continue
        at = bisect_right(starts, head.start())
        if at and taken[at - 1][1] > head.start():
            continue
        end = _end(plain, head)
        name = plain[head.start() : end]
        if end - head.end() >= _LEAST_MORE and not _PLAIN_WORDS.match(name):
            done = end
            yield head.start(), end, " ".join(name.split())


def _may_begin(plain: str, head: re.Match[str]) -> bool:
    """Short heads are in the middle of other words too: โปรแกรม, เกษตรกรมี."""
    before = plain[max(0, head.start() - 7) : head.start()]
    return (
        len(head.group()) > 5
        or not before
        or not re.match("[ก-๎#]", before[-1])
        or bool(_ENDS_A_WORD.search(before))
    )


_ENDS_A_WORD = re.compile(r"(?:โดย|จาก|และ|กับ|ของ|ที่|ให้|มี|แก่|ใน|ณ|สังกัด|อธิบดี|เจ้า|หลัง|ปลัด|ว่าการ|ประจำ|ร่วม)$")


def _is_whole(plain: str, start: int, end: int, written: str) -> bool:
    """A short name stands alone: "พม." is not in "อพม.", "UN" not in "UNESCO"."""
    if "." not in written and not written.isascii():
        return True
    before, behind = plain[start - 1 : start], plain[end : end + 1]
    if before == "#" or (before and re.match(r"[ก-๎A-Za-z.]", before)):
        return not before.isascii() and plain[max(0, start - 4) : start].endswith(
            ("โดย", "และ", "กับ", "ที่", "ของ", "ทีม")
        )
    return not (written.isascii() and re.match(r"[A-Za-z-]", behind))


def _end(plain: str, head: re.Match[str]) -> int:
    """Where the name that begins with this head ends."""
    end = head.end()
    if head.group() in _TRADING and (limited := _LIMITED.match(plain, end)):
        return limited.end()
    for _ in range(5):
        if word := _WORD.match(plain, end):
            run = word.group()
            closed = _CLOSED.search(run)
            if closed:
                return end + closed.end()
            cut = _ENDS.search(run, len("เพื่อ") if head.group() == "มูลนิธิ" and run.startswith("เพื่อ") else 0)
            if cut:
                return end + len(run[: cut.start()].removesuffix("และ"))
            end = word.end()
        more = _GOES_ON.match(plain, end)
        if more is None or (head.group() in _LOCAL and not more.group().strip()):
            return end
        end = more.end()
    return end
