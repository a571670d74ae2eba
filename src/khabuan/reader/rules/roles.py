"""What somebody is: the words of a post after a name, in brackets, or before it."""

from __future__ import annotations

import re

from khabuan.reader.rules.words import any_of, listed

_LONGEST = 140
#: Words that a post begins with.
_POSTS = listed(
    r"""
    ประธาน รองประธาน ผู้ รองผู้ นายก รองนายก อุปนายก ปลัด รองปลัด กำนัน กรรมการ เลขา รองเลขา สมาชิก หัวหน้า
    รองหัวหน้า ที่ปรึกษา เจ้าหน้าที่ อธิบดี รองอธิบดี รัฐมนตรี รมว. รมช. ผอ. รองผอ. พมจ. พัฒนาสังคม พัฒนาการ
    พัฒนากร นักพัฒนา วิทยากร ตัวแทน แกนนำ คณะ คณบดี รองคณบดี อาจารย์ ครู นักวิชาการ นักวิจัย โฆษก อดีต รักษาการ
    รักษาราชการ ในฐานะ เจ้าของ เจ้าอาวาส รองเจ้าอาวาส เจ้าคณะ รองเจ้า ทนาย ส.ส. ส.ว. สส. สว. ส.อบต. ส.อบจ. ส.ท.
    ส.จ. อสม. อพม. นายอำเภอ นายแพทย์ สาธารณสุข เกษตร ท้องถิ่นจังหวัด ท้องถิ่นอำเภอ เหรัญญิก พนักงาน ชาวบ้าน
    ปธ. รองปธ. รองผอ. ผญบ. ผช. หน. จนท. ขรก. ข้าราชการ สจ. สท. ผบ.
    ชาวชุมชน คนพิการ รองฯ คณะทำงาน อนุกรรมการ สารวัตร จิตอาสา เกษตรกร เครือข่าย วิศวกร สถาปนิก
    """
)
_A_POST_BEGINS = re.compile(any_of(_POSTS) + r"|รอง (?=ผอ\.|ประธาน|ปธ\.|นายก|ปลัด|ผู้|หัวหน้า|เลขา|อธิการ|คณบดี)")
#: Words that a post goes on with after a blank.
_GOES_ON = re.compile(
    any_of(
        listed(
            r"""
    สำนักงาน สถาบัน กระทรวง กรม จังหวัด อำเภอ ตำบล เขต เทศบาล อบต. อบจ. องค์การ มูลนิธิ สมาคม มหาวิทยาลัย พอช.
    พม. ภาค ในฐานะ และรัฐมนตรี และประธาน และผู้ รักษาการ ส.ป.ก. ฝ่าย กลุ่ม สาขา หมู่ ประจำ รองนายกรัฐมนตรี คทช.
    โรงเรียน โรงพยาบาล สภา กองทุน เครือข่าย ขบวน ศูนย์ ต. อ. จ. สหกรณ์ บริษัท BAM คณะทำงาน กอง นครราชสีมา
    คณะวิทย คณะครุ คณะศึกษา คณะสังคม คณะมนุษย คณะเกษตร คณะรัฐ คณะนิติ คณะพยาบาล คณะแพทย คณะวิศว คณะบริหาร พมจ. อว.
    มท. ศอ.บต. ป.ป.ช. ป.ป.ส. ธ.ก.ส. กศน. พรรค ม. บ้าน ปริมณฑล
    """
        )
    )
)
#: Words that tell what is done: the post is over.
_DONE = re.compile(
    any_of(
        listed(
            r"""
    กล่าว เปิดเผย ระบุว่า ชี้แจง รายงาน ได้ เป็นประธาน เป็นวิทยากร เป็นผู้ พร้อม ร่วมพิธี ร่วมเป็น ร่วมลง ร่วมงาน
    ร่วมประชุม เข้าร่วม เดินทาง ลงพื้นที่ เปิดงาน เปิดการ เปิดเวที เปิดโครงการ มอบหมาย มอบบ้าน มอบเงิน มอบนโยบาย
    มอบ ซึ่ง โดย เพื่อ จาก นำคณะ นำทีม นำขบวน ตรวจเยี่ยม เยี่ยม ติดตาม ตอกย้ำ ย้ำ และนาย และนาง และคณะ
    บอกว่า เล่าว่า ชี้ว่า แจ้งว่า และเจ้าหน้าที่ ให้การ ให้สัมภาษณ์ ให้เกียรติ มาเป็น
    """
        )
    )
    + r"|(?<!สูง)อายุ"
)
#: What such a word goes on with, behind another blank: หมู่ 5, อดีต สส.
_GOES_ON_TOO = {
    "หมู่": re.compile(r"\d{1,2}(?= |$)"),
    "หมู่ที่": re.compile(r"\d{1,2}(?= |$)"),
    **dict.fromkeys(("อดีต", "ในฐานะ", "รอง"), re.compile(any_of(_POSTS))),
}
#: The next line of minutes, and nobody's post.
_HEADS_A_LIST = re.compile(r"ผู้(?:ไม่)?(?:มา|เข้า|เข้าร่วม|ร่วม)ประชุม")
#: Between a name and a post: a nickname in brackets, the age.
_BETWEEN = re.compile(r"(?: ?\([ก-๎]{2,12}\))?(?:,? ?(?:อายุ|วัย) ?\d{1,3} ?ปี)?")
_BELOW_A_SIGNATURE = re.compile(r" {0,3}\) *\n {0,40}")
_GAP = re.compile(r" {0,20}(?:\n {0,2})?")
_BRACKETS = re.compile(r"[ \n]?\(([^()\n]{2,90})\)")
_A_NICKNAME = re.compile("(?:พี่|น้อง|ลุง|ป้า|น้า|ยาย|ตา|พ่อ|แม่|ครู|บัง|ก๊ะ|หมอ)[ก-๎]{2,10}$")
_TITLE = re.compile(r"นาย(?!ก|อำเภอ|แพทย์)|นาง|น\.ส\.|พล\.|ดร\.|ว่าที่|พระ(?:ครู|มหา|อธิการ)")


def role_after(plain: str, end: int) -> str:
    """The post after a name, "" where none stands there."""
    if (bracket := _BRACKETS.match(plain, end)) and _A_POST_BEGINS.match(bracket[1].strip()):
        return bracket[1].strip()
    below = _BELOW_A_SIGNATURE.match(plain, end)
    if below and _A_POST_BEGINS.match(plain, below.end()):
        return _post(plain[below.end() : below.end() + _LONGEST])
    begins = _behind(plain, end)
    if (
        begins != end
        and (bracket := _BRACKETS.match(plain, begins))
        and _A_POST_BEGINS.match(bracket[1].strip())
    ):
        return bracket[1].strip()
    gap = _GAP.match(plain, begins)
    begins = gap.end() if gap else begins
    if not _A_POST_BEGINS.match(plain, begins) or _HEADS_A_LIST.match(plain, begins):
        return ""
    post = _post(plain[begins : begins + _LONGEST])
    is_of_the_next = (
        gap is not None and "\n" in gap.group() and _TITLE.match(plain[begins + len(post) :].lstrip(" :"))
    )
    return "" if is_of_the_next else post


def _behind(plain: str, end: int) -> int:
    """Where a post may begin: behind the nickname in brackets and the age."""
    found = _BETWEEN.match(plain, end)
    return found.end() if found else end


def _post(text: str) -> str:
    """The post that a text begins with: its first word, and the words that go on with it."""
    text = re.split(r"(?<!ในฐานะ)\n|[,;:\"“”]| - |/", text, maxsplit=1)[0].replace("\n", " ")
    at = _end_of_word(text, 0)
    if done := _DONE.search(text, 3, at):
        return text[: done.start()].strip()
    while at < len(text):
        begins = at
        while begins < len(text) and text[begins] == " ":
            begins += 1
        if (bracket := _BRACKETS.match(text, at)) and not _A_NICKNAME.match(bracket[1]):
            at = bracket.end()
        elif (more := _GOES_ON_TOO.get(text[:at].rsplit(" ", 1)[-1])) and more.match(text, begins):
            at = _end_of_word(text, begins)
        elif _GOES_ON.match(text, begins) and not _TITLE.match(text, begins):
            end = _end_of_word(text, begins)
            done = None if text.startswith("พรรค", begins) else _DONE.search(text, begins, end)
            if done:
                return text[: done.start()].strip()
            at = end
        else:
            break
    post = text[:at].strip()
    return post if "(" in post else post.rstrip(")")


def _end_of_word(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end] not in " (":
        end += 1
    return end


_BEFORE = re.compile(
    r"(?:^|[ \n,(]|นำโดย|โดยมี|โดย|และ|มี|พร้อมด้วย|กับ)(?:ท่าน)?((?:"
    + "|".join(map(re.escape, _POSTS))
    + r")(?: (?=อบ[ตจ]\.|เทศบาล|องค์การ))?[^ \n,():]{0,90})(?: คือ)? ?(?:[:(] ?)?(?:1[.)] ?)?$"
)


_SAYS_THAT = ("ว่า", "ถูก")  # what comes then is told of the person, and is no post: ผู้ร้องเรียนว่านาย…


_LINKS = re.compile(r"(?:คือ|มี|เช่น|ได้แก่|ประกอบด้วย)$")
_SIGNS_AS = re.compile(r"ลงชื่อ[^\n]{0,100}?(ผู้[^ \n]{2,40}) *\n *\( *$")


def role_before(plain: str, start: int) -> str:
    """The post right before a name: "รองผู้ว่าราชการจังหวัดสระบุรี (นาย…", "นายก อบต. นาย…"."""
    if plain[max(0, start - 4) : start].rstrip().endswith("(") and (
        signed := _SIGNS_AS.search(plain[max(0, start - 200) : start])
    ):
        return signed[1]
    found = _BEFORE.search(plain[max(0, start - 100) : start])
    if found is None or _DONE.search(found[1]) or found[1].rstrip().endswith(_SAYS_THAT):
        return ""
    return _LINKS.sub("", found[1].strip(" :"))
