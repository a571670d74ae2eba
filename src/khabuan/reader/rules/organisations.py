"""Bodies that are named: ministries, offices, councils, funds, networks, local governments, cooperatives.

National bodies stand in a list with their short names. Others are told by the word they begin with; their name goes on to a
blank or to a word of `_ENDS`. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from khabuan.reader.rules.addresses import LEVELS, Place
from khabuan.reader.rules.facts import OrganisationFact
from khabuan.reader.rules.page import Page, Span
from khabuan.reader.rules.words import LETTER, any_of, listed
from khabuan.registry.rules.body_names import in_full

#: Full names of national bodies and the other ways to write them.
BODIES = {
    "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)": "สถาบันพัฒนาองค์กรชุมชน|สถาบันพัฒนาองค์กรชุมชนฯ|พอช.|พอช|CODI",
    "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์": (
        "กระทรวงพัฒนาสังคมและความมั่นคงของมนุษย์|กระทรวงการพัฒนาสังคมฯ|กระทรวงพัฒนาสังคมฯ|กระทรวง พม.|กระทรวงพม.|พม."
    ),
    "การเคหะแห่งชาติ": "กคช.",
    "การไฟฟ้าส่วนภูมิภาค": "กฟภ.",
    "การไฟฟ้านครหลวง": "กฟน.",
    "การประปาส่วนภูมิภาค": "กปภ.",
    "การรถไฟแห่งประเทศไทย": "รฟท.",
    "การท่องเที่ยวแห่งประเทศไทย": "ททท.",
    "การยางแห่งประเทศไทย": "กยท.",
    "สภากาชาดไทย": "",
    "สภาผู้แทนราษฎร": "",
    "วุฒิสภา": "",
    "กรมป้องกันและบรรเทาสาธารณภัย": "ปภ.",
    "กรมอุทยานแห่งชาติ สัตว์ป่า และพันธุ์พืช": "",
    "สถาบันบริหารจัดการธนาคารที่ดิน (องค์การมหาชน)": "สถาบันบริหารจัดการธนาคารที่ดิน|บจธ.",
    "กองอำนวยการรักษาความมั่นคงภายในราชอาณาจักร": "กอ.รมน.",
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
    "กระทรวงสาธารณสุข": "สธ.",
    "กระทรวงศึกษาธิการ": "ศธ.",
    "กระทรวงพาณิชย์": "พณ.",
    "กระทรวงเกษตรและสหกรณ์": "กษ.",
    "กระทรวงยุติธรรม": "ยธ.",
    "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม": "กระทรวงทรัพยากรฯ|ทส.",
    "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม": "อว.",
    "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม": "",
    "องค์การสหประชาชาติ": "สหประชาชาติ|UN",
    "คณะรัฐมนตรี": "ครม.",
    "สภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ": "สภาพัฒน์|สศช.",
    "สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ": "",
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


def full_name(name: str) -> str:
    """The full name of a body of the nation that is written so; "" for others."""
    return _OWN.get(name, "")


_CODI = "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)"
_REGION_OFFICE = re.compile(
    r" ?(?P<office>สำนักงานภาค ?(?:กลางและตะวันตก|ตะวันออกเฉียงเหนือ|ตะวันออก|เหนือ|ใต้|กรุงเทพฯ? ?ปริมณฑล ?และตะวันออก))"
)
#: Words that the name of a body begins with, and how it is known to end.
_HEADS = listed(
    r"""
    สภาองกรชุมชนตำบล สภาองค์การชุมชนตำบล เทศบาล
    สภาองค์กรชุมชนตำบล สภาองค์กรชุมชนจังหวัด สภาองค์กรชุมชนเทศบาล สภาองค์กรชุมชนเขต เครือข่าย ขบวนองค์กรชุมชน
    ขบวนองค์กรประชาชน กองทุน มูลนิธิ สมาคม สหกรณ์ บริษัท ธนาคาร มหาวิทยาลัย วิทยาลัย โรงพยาบาล กรม กระทรวง
    สำนักงาน สถาบัน องค์การบริหารส่วนตำบล องค์การบริหารส่วนจังหวัด เทศบาลนคร เทศบาลเมือง เทศบาลตำบล อบต. อบจ.
    คณะกรรมการ คณะทำงาน สภาเด็กและเยาวชน สถานสงเคราะห์ สถานคุ้มครอง ศูนย์คุ้มครอง ศูนย์พัฒนา ศูนย์ศึกษา
    ศูนย์ส่งเสริม ศูนย์การเรียนรู้ ศูนย์เรียนรู้ ศูนย์ดำรงธรรม ศูนย์ยุติธรรม ศูนย์ไกล่เกลี่ย ศูนย์อำนวยการ ศูนย์ปฏิบัติการ
    ศูนย์ประสานงาน ศูนย์บริการ ศูนย์ฝึก ศูนย์วิจัย ศูนย์ช่วยเหลือ ศูนย์ผู้นำ ศูนย์บำบัด ศูนย์ฟื้นฟู ศูนย์อนามัย ศูนย์ป้องกัน
    พรรค วิสาหกิจชุมชน บ้านพักเด็กและครอบครัว กองร้อย มณฑลทหารบก กองพัน กองทัพ สภาเกษตรกร หอการค้า สมัชชา ชมรม สหพันธ์ สันนิบาต สมาพันธ์ ภาควิชา
    คณะสังคม คณะสถาปัตย คณะมนุษย คณะรัฐศาสตร์ กองการ มทร. มรภ. ม. รพ.สต. รพ. รร. สนง. สภาองค์กรชุมชน
    กลุ่มแม่บ้าน กลุ่มออมทรัพย์ กลุ่มอาชีพ กลุ่มทอผ้า กลุ่มป่าชุมชน กลุ่มเยาวชน กลุ่มเกษตรกร กลุ่มสตรี กลุ่มจักสาน กลุ่มผู้ใช้น้ำ กลุ่มสัจจะ
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
    ครบ นัดแรก รับลูก รับปาก รับจะ รับติดตั้ง รับเรื่อง มาสอน มาช่วย มาเป็น เปิดเวที สรุปบทเรียน
    ได้ โดย ซึ่ง เป็นประธาน เป็นผู้ เป็นองค์ เป็น เพื่อ ร่วมกับ ร่วมกัน เข้าร่วม จำนวน จัดขึ้น จัดโครงการ
    จัดกิจกรรม จัดประชุม จัดเวที กล่าว ว่า จะ มีการ มีสมาชิก มีมติ มีเงิน มีความ มีจำนวน มีบทบาท มี ให้กับ
    ให้แก่ ให้การ ที่ได้ ที่มี ที่เป็น ที่ผ่าน ที่จะ ที่เข้า ที่ ในการ ในพื้นที่ ในจังหวัด ในวัน ใน และนาย
    และนาง และผู้ และเจ้าหน้าที่ และภาคี และหน่วยงาน และประชาชน และเครือข่าย และคณะ จาก กว่า นำโดย พร้อม รวม ทั้ง
    ทุก ต่างๆ ต่อ กับ ของจังหวัด เมื่อ ตาม สามารถ ต้อง เข้า ไป ถือ ครั้ง ประจำปี ปี ชี้แจง ดังกล่าว หรือ
    สนับสนุน มอบ ขับเคลื่อนงาน แล้ว ถึง ระหว่าง สำหรับ ขึ้นมา ขึ้น ทั่วประเทศ ทั่ว เกี่ยวกับ เกี่ยว ต่าง ของตน
    ของรัฐ ของชุมชน ดีเด่น ระดับ อื่น สังกัด ร่วม เพราะ ให้ กำลัง เดินทาง ผู้เดือดร้อน ใหม่ เอกชน รับเหมา จึง
    นี้ นั้น นำเสนอ เสนอ ลงพื้นที่ ด้วย จึง ก็ ยัง แต่ ภายใน ภายใต้ ภายหลัง อย่าง เพิ่ม คือ ไว้ อัน สมทบ
    """
        )
    )
)
#: Words of names that begin like one of `_ENDS`: กรมพัฒนาที่ดิน, สหกรณ์ร่วมใจ, กองพันทหารราบที่ 3.
_STAYS = re.compile(
    r"ที่(?:ดิน|พึ่ง|อยู่อาศัย|ทำการ|ทำกิน| ?\d|$)|ทุก(?:ช่วง)?วัย|ตาม(?:อัธยาศัย|หลัก(?:ปรัชญา|ศาสนา))"
    r"|ร่วม(?:ใจ|พัฒนา|มิตร|สร้าง|สุข|ทุน)|รวม(?:ใจ|พล|ไทย|มิตร|น้ำใจ)|เข้าใจ|ต่อต้าน|มี(?:สุข|ชัย|ทรัพย์)|สนับสนุนการ"
    r"|อย่างยั่งยืน|เพื่อ(?:การ(?:ผลิต|เกษตร)|ผู้บริโภค)|ว่าการ|ปีติ|เสนอแนะ|ไปรษณีย์"
)
_WORD = re.compile(f"(?:{LETTER}|[.ฯ]){{1,120}}")
_GOES_ON = re.compile(
    r"\s?\((?:องค์การมหาชน|มหาชน|คทช\.|ประเทศไทย)\)| ?(?:จำกัด|แห่งประเทศไทย)| (?=(?:จังหวัด|ตำบล|อำเภอ|"
    r"มหาวิทยาลัย|คณะ|คูคลอง|จุฬาลง|MOA)|(?<=บริษัท )[ก-๎])|(?<=ที่) ?\d{1,3}|\d{1,2}(?= ภาค)"
)
_CLOSED = re.compile(r"(?:จำกัด|จํากัด)(?:\s?\(มหาชน\))?")
#: Cooperatives and companies say where their name ends.
_TRADING = frozenset({"สหกรณ์", "บริษัท"})
_LIMITED = re.compile(r"(?: ?[ก-๎.]{1,60}){1,2}(?: ?\([^()\n]{1,12}\))? ?จำกัด(?: ?\(มหาชน\))?")
#: Heads that name a body only with more behind them than these letters.
_LEAST_MORE = 3
_PLAIN_WORDS = re.compile(
    r"(?:อบ[จต]\.(?:รับลูก|รับปาก|รับจะ|จะ|ช่วย|มอบ|สนับ|สมทบ|ซ่อม|ให้|ได้)|กองทุน(?!สวัสดิ|หมู่บ้าน|พัฒนา|ฟื้นฟู|ส่งเสริม|สนับสนุน|ประกัน|หลักประกัน|ภัยพิบัติ|ที่ดิน|ออม|สัจจะ|การ|คุ้มครอง|คน|ผู้|เงิน|รักษ|แม่|ปุ๋ย|ข้าว"
    r"|ฌาปนกิจ|เพื่อ|อนุรักษ์|สิ่งแวดล้อม|ยุติธรรม|สุขภาพ|บำเหน็จ|สงเคราะห์|ช่วยเหลือ|แก้|ค่า|เมล็ด|ยา|น้ำ|ไฟฟ้า|ขยะ|พลังงาน|วิจัย|อาหาร|ประมง|เกษตร|ป่า|ชุมชน"
    r"|ตำบล|บ้าน|สื่อ|สตรี|เด็ก|เยาวชน|บุญ|วันละ|ทดแทน|องค์กร|ประชา|ร่วม|กลาง|ต้น|ฝาย|อาชีพ|ศูนย์|เมือง|หลัก)|กองทุน(?:ภัยพิบัติ|ที่ดิน|ออมทรัพย์|พัฒนาภาคประชาชน)$"
    r"|กองทุน(?:ฯ|ละ|ไม่|วันละ|นี้|ของเรา|สวัสดิการ$|สวัสดิก[า]?รชุมชน$|พัฒนา$|ชุมชน$|หมู่บ้าน$|ทดแทน)|เครือข่าย(?:ฯ|ข้อมูล|"
    r"ผู้|ที่|ต่าง|ภาค|ทั้ง|รับ|ดำเนิน|ชุมชน$|เมือง$|องค์กรชุมชน$|ประชาชน$|ทางสังคม)|สถาบัน(?:การศึกษา|การเงิน|"
    r"ครอบครัว|พระ|หลัก|ชาติ|วิชา)|สำนักงาน(?:$|ฯ|ใหญ่)|คณะกรรมการ(?:$|ฯ|ชุมชน|หมู่บ้าน$|บริหาร$|ที่|ชุด|ตรวจรับ|"
    r"และ|ขับ)|"
    r"คณะทำงาน(?:$|ฯ|ระดับ|ชุด|ที่(?!อยู่อาศัย|ดิน)|และ|ใน|ตรวจ|โครงการฯ|จังหวัด$|ตำบล$)|ขบวนองค์กรชุมชน(?:จังหวัด|ตำบล|อำเภอ|ระดับ)?$|"
    r"สภาองค์กรชุมชน(?:ตำบล|จังหวัด|ระดับ)?$|โรงพยาบาล(?:$|ใกล้|รัฐ)|กรม(?:$|ที่|กระทรวง|สมเด็จ|พระ)|กระทรวง(?:$|"
    r"ที่)|ชมรม(?:$|ต่าง)|มหาวิทยาลัย(?:$|ใน|ต่าง|ใช้|ตั้ง|สู่|ของ|หลาย|แต่|ทั้ง)|สหกรณ์(?:$|และ|ออมทรัพย์$|เคหสถาน$|การเกษตร$|"
    r"เคหะสถาน$)|สมาคม(?:$|ต่าง)|ธนาคาร(?:$|เวลา|ขยะ|น้ำ|ที่)|บริษัท(?:$|เอกชน|ต่าง|ประกัน)|มูลนิธิ(?:$|"
    r"ต่าง)|วิทยาลัย$|สมัชชา$|กองทัพ$|พรรค(?:$|เดียว|การเมือง|ร่วม|ฝ่าย|รัฐบาล|พวก|ใหญ่|เล็ก|อื่น|ต่าง)|"
    r"วิสาหกิจชุมชน(?:$|และ|กลุ่ม$|ต่าง|ขนาด|แต่ละ|ให้)|ศูนย์(?:การ)?เรียนรู้(?:$|เพื่อ|ครบ|ของ|ด้าน|ชุมชน$|ต้นแบบ$)|"
    r"ศูนย์(?:บริการ|ฝึกอบรม|ปฏิบัติการ|ประสานงาน|วิจัย|ฝึกอาชีพ)(?:$|ครบ)|เทศบาล(?:$|ฯ|ท้องถิ่น|ต่าง|ทุก|ทั้ง|เรา|ช่วย|สมทบ|รับ|มอบ|จัด|ตั้ง|ซ่อม|ออก|แห่ง|ละ|ด้วย|สนับ|อนุ|ตำบล$|เมือง$|นคร$))"
)


def find(page: Page, taken: Sequence[Span], where: Sequence[Place]) -> Iterator[OrganisationFact]:
    """Each body once, under its fullest name in the text. The places in it (`where`) say where their names end."""
    told: dict[str, list[tuple[int, int, str]]] = {}
    for start, end, full in _bodies(page.plain, where):
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


def _in_figures_or_rows(plain: str) -> Iterator[tuple[int, int, str]]:
    for found in _NUMBERED.finditer(plain):
        yield found.start(), found.end(), found.group().replace(" ", "")
    for row in _OFFICES.finditer(plain):
        yield from ((one.start(), one.end(), one.group()) for one in _ONE_OFFICE.finditer(plain, *row.span()))


def _nationals(plain: str) -> Iterator[tuple[int, int, str]]:
    """Bodies of the nation, "" for letters that only look like one: nothing else begins there."""
    for found in _NATIONAL.finditer(plain):
        start, end = found.span()
        written = re.sub(r"\s?\(องค์การมหาชน\)$", "", found.group())
        is_one = _is_whole(plain, start, end, written) and not _LAND.search(plain, max(0, start - 8), start)
        full = _OWN.get(found.group(), _OWN.get(written, written)) if is_one else ""
        if full == _CODI and (office := _REGION_OFFICE.match(plain, end)):
            end, full = office.end(), f"สถาบันพัฒนาองค์กรชุมชน {office['office']}"
        yield start, end, full


def _bodies(plain: str, where: Sequence[Place]) -> Iterator[tuple[int, int, str]]:
    done = 0
    places = [place for place in where if place.level in LEVELS]
    begins = [place.start for place in places]
    short = list(_written_short(plain, where))
    yield from _in_figures_or_rows(plain)
    yield from ((start, end, in_full(plain[start:end])) for start, end in short)
    national = list(_nationals(plain))
    yield from (one for one in national if one[2])
    taken = sorted([*((start, end) for start, end, _ in national), *short])
    starts = [start for start, _ in taken]
    for head in _HEAD.finditer(plain):
        if head.start() < done or not _may_begin(plain, head):
            continue
        at = bisect_right(starts, head.start())
        if at and taken[at - 1][1] > head.start():
            continue
        end = _end(plain, head)
        last = bisect_right(begins, end - 1) - 1
        if last >= 0 and places[last].start >= head.start():
            end = _with_its_place(plain, end, places[last])
        if wider := _WIDER_BEHIND.match(plain, head.start(), end):
            end = wider.end()
        if parted := _PROVINCE_THEN_AMPHOE.match(plain, head.start(), end):
            end = parted.end()
        name = plain[head.start() : end]
        is_any = head.group() in _ANYWHERE and not _PLACE_INSIDE.search(name)
        if end - head.end() >= _LEAST_MORE and not is_any and not _PLAIN_WORDS.match(name):
            done = end
            yield head.start(), end, " ".join(_TAMBON_SHORT.sub("ตำบล", name).split())


#: Bodies of a place that are written short, or whose name is parted from their place's.
_SHORT = re.compile(
    r"(?<![ก-๎.])(?:สอช\.|สภาฯ|กองทุนฯ|สภาองค์กรชุมชน(?= ?(?:ต\.|อบต\.|ทต\.|ทม\.|เทศบาล))|กองทุนสวัสดิการ(?:ฯ|ชุมชน)"
    r"|กองทุน(?:สวัสดิการ)?(?:สัจจะ)?(?:ออม)?วันละ ?(?:1|หนึ่ง)? ?บาท|ท[ตมน]\.|(?:สำนักงาน|สนง\.) ?พมจ\."
    r"|(?:(?<=กับ)|(?<=กับ )|(?<=และ)|(?<=และ )|(?<=จาก )|(?<=โดย )|(?<=ของ ))พมจ\.)"
    r"(?:ประจำ)? ?"
)
_LONGEST_NAME = 30
_ITS_PLACE = re.compile(r"(?:อบต\.|ทต\.|ทม\.|เทศบาล(?:ตำบล|เมือง)|ต\.|ตำบล) ?")


def _written_short(plain: str, where: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Where "สอช.ต.ดาวเรือง", "กองทุนวันละบาท ต.ดาวเรือง" and "ทต.ดาวเรือง" stand; a name without a mark behind
    them is that of a tambon of the text."""
    ends = {place.start: place.end for place in where if place.level in LEVELS}
    names = {place.name for place in where if place.level == "tambon"}
    for front in _SHORT.finditer(plain):
        own = _ITS_PLACE.match(plain, front.end())
        begins = (front.start(), front.end(), own.end() if own else -1)
        end = next((ends[at] for at in begins if at in ends), None)
        if end is None and own is None:
            run = plain[front.end() : front.end() + _LONGEST_NAME]
            end = next((front.end() + size for size in range(len(run), 1, -1) if run[:size] in names), None)
        if end is not None:
            yield front.start(), end


def _with_its_place(plain: str, end: int, place: Place) -> int:
    """A name does not end within its place's, nor run on behind the mark and name of a province or a tambon."""
    runs_on = plain.startswith(_MARKS.get(place.level, "\0"), place.start) and bool(place.areas)
    is_longer = runs_on and not _ADDRESS_BEHIND.match(plain, place.end)
    return place.end if end < place.end or is_longer else end


_MARKS = {"province": "จังหวัด", "amphoe": "อำเภอ", "tambon": "ตำบล"}
_ADDRESS_BEHIND = re.compile(r" ?(?:อำเภอ|จังหวัด|อ\.|จ\.)")


#: Kinds of centres and groups that are everywhere: one of them is named by its place.
_ANYWHERE = frozenset(
    listed(
        """
    ศูนย์บำบัด ศูนย์ฟื้นฟู ศูนย์ป้องกัน ศูนย์ช่วยเหลือ ศูนย์บริการ ศูนย์ฝึก กลุ่มแม่บ้าน กลุ่มออมทรัพย์ กลุ่มอาชีพ กลุ่มทอผ้า กลุ่มป่าชุมชน
    กลุ่มเยาวชน กลุ่มเกษตรกร กลุ่มสตรี กลุ่มจักสาน กลุ่มผู้ใช้น้ำ กลุ่มสัจจะ
    """
    )
)
_PLACE_INSIDE = re.compile(r"จังหวัด.|อำเภอ.|ตำบล.|เทศบาล|บ้าน|เขต|ภาค|[ตอจ]\.|ที่ ?\d")


def _may_begin(plain: str, head: re.Match[str]) -> bool:
    """Short heads are in the middle of other words too: โปรแกรม, เกษตรกรมี."""
    before = plain[max(0, head.start() - 12) : head.start()]
    if _NAMES_ANOTHER.search(before) or (head.group() == "เครือข่าย" and _ANY_NETWORK.search(before)):
        return False
    if head.group() == "ม." and not _UNIVERSITIES.match(plain, head.end()):
        return False
    return (
        len(head.group()) > 5
        or not before
        or not re.match("[ก-๎#]", before[-1])
        or bool(_ENDS_A_WORD.search(before))
    )


#: What is called after a body and is none: a project, a prize, a slogan.
_NAMES_ANOTHER = re.compile(r"(?:โครงการ|รางวัล)[\"'(]?$|(?:ตำบล|อำเภอ|จังหวัด|หมู่บ้าน|ชุมชน) ?1 ?(?:องค์กร)?$")
_LAND = re.compile(r"(?:ที่ดิน|ป่า|แปลง) ?$")  # ที่ดิน ส.ป.ก.
_ANY_NETWORK = re.compile(r"(?:ภาคี|องค์กร)$")
_UNIVERSITIES = re.compile(
    r" ?(?:ราชภัฏ|เทคโนโลยี|ราชมงคล|เกษตร|ธรรมศาสตร์|มหิดล|ขอนแก่น|เชียงใหม่|สงขลา|ศิลปากร|รามคำแหง|บูรพา|นเรศวร|แม่โจ้|แม่ฟ้าหลวง|พะเยา"
    r"|ทักษิณ|วลัยลักษณ์|อุบล|มหาสารคาม|กาฬสินธุ์|นครพนม|สุโขทัย|รังสิต|หอการค้า|กรุงเทพ|อัสสัมชัญ|มหาจุฬา|มหามกุฏ)"
)
_ENDS_A_WORD = re.compile(
    r"(?:ประธาน|หัวหน้า|ผู้แทน|ตัวแทน|สมาชิก|กรรมการ|เลขาธิการ|ผู้จัดการ|ผู้อำนวยการ|ผ่าน|ถึง|ไปยัง|เชิญ|หน่วยงาน|โดย|จาก|และ|กับ|ของ|ที่|ให้|มี|แก่|ใน|ณ|สังกัด|อธิบดี|เจ้า|หลัง|ปลัด|ว่าการ|ประจำ|ร่วม)$"
)


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


def _cut(run: str, head: str) -> int | None:
    """Where a name ends within a word; right behind some heads (`head`) a small word is the name's own."""
    at = len("เพื่อ") if head in _FOR and run.startswith("เพื่อ") else _SMALLEST if head in _LOCAL else 0
    while found := _ENDS.search(run, at):
        start = found.start()
        stays = _STAYS.match(run, start)
        if stays is None and not (start and _IN_A_SYLLABLE.match(run, start - 1)):
            return start
        at = max(stays.end() if stays else 0, start + 1)
    return None


_IN_A_SYLLABLE = re.compile("[เแโใไ]|ห[งนมยรลว]")
_SMALLEST = 2
#: Offices of a province named one after the other, or after what is told of bodies: "พมจ. พช. อบจ. และ พอช.".
_OFFICE = r"(?:พมจ|พช|อบจ|พอช|ธ\.?ก\.?ส|สสจ|ทสจ|พชอ|กศน|ปภ)\."
_OFFICES = re.compile(rf"(?<![ก-๎.]){_OFFICE}(?:(?: ?[,/] ?| (?:และ ?|กับ ?)?|และ ?|กับ ?){_OFFICE}(?![ก-๎]))+")
_ONE_OFFICE = re.compile(r"(?:พมจ|พช|อบจ)\.")
#: Bodies that a number names: มทบ.21.
_NUMBERED = re.compile(r"(?<![ก-๎.])(?:มทบ|นพค|ตชด|ร้อย ตชด)\. ?\d{1,3}(?![\d/])")
#: Where an address runs on behind a body of a tambon: กองทุนตำบลหนองไผ่อำเภอเมือง.
_WIDER_BEHIND = re.compile(r"[^\n]{0,60}?(?:ตำบล|เทศบาล)[^\n]{2,40}?(?=อำเภอ[ก-๎]|จังหวัด[ก-๎])")
#: The address of an office: สำนักงาน…จังหวัดสระบุรี อำเภอเมืองสระบุรี.
_PROVINCE_THEN_AMPHOE = re.compile(r"[^\n]{0,90}?จังหวัด[^ \n]+(?= (?:อำเภอ|ตำบล))")
#: A council is called after the place behind it, with its mark.
_COUNCIL = "สภาองค์กรชุมชน"
_OF_A_PLACE = re.compile(r"[ \n]?(?=(?:ตำบล|อำเภอ|จังหวัด|เทศบาล|เมือง|แขวง|เขต|[ตอจ]\.)[ก-๎ ])")
_TAMBON_SHORT = re.compile(r"[ \n]?ต\. ?")
_FOR = frozenset({"มูลนิธิ", "พรรค"})


def _end(plain: str, head: re.Match[str]) -> int:
    """Where the name that begins with this head ends."""
    end = head.end()
    if head.group() == _COUNCIL:
        of_a_place = _OF_A_PLACE.match(plain, end)
        if of_a_place is None:
            return end
        end = of_a_place.end()
        named = _WORD.match(plain, end)
        cut_at = _cut(named.group(), head.group()) if named else None
        return named.end() if named and cut_at is None else end + (cut_at or 0)
    if head.group() in _TRADING and (limited := _LIMITED.match(plain, end)):
        return limited.end()
    for _ in range(5):
        if word := _WORD.match(plain, end):
            run = word.group()
            closed = _CLOSED.search(run)
            if closed:
                return end + closed.end()
            cut = _cut(run, head.group() if end == head.end() else "")
            if cut is not None:
                return end + len(run[:cut].removesuffix("และ"))
            end = word.end()
        more = _GOES_ON.match(plain, end)
        if more is None or (head.group() in _LOCAL and not more.group().strip()):
            return end - len("ที่") * plain.endswith("ที่", head.end(), end)
        end = more.end()
    return end
