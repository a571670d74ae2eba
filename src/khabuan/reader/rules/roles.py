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
    ชาวชุมชน คนพิการ คณะทำงาน อนุกรรมการ สารวัตร จิตอาสา เกษตรกร เครือข่าย วิศวกร สถาปนิก
    """
)
_A_POST_BEGINS = re.compile(any_of(_POSTS))
#: Words that a post goes on with after a blank.
_GOES_ON = re.compile(
    any_of(
        listed(
            r"""
    สำนักงาน สถาบัน กระทรวง กรม จังหวัด อำเภอ ตำบล เขต เทศบาล อบต. อบจ. องค์การ มูลนิธิ สมาคม มหาวิทยาลัย พอช.
    พม. ภาค ในฐานะ และรัฐมนตรี และประธาน และผู้ รักษาการ ส.ป.ก. ฝ่าย กลุ่ม สาขา หมู่ ประจำ รองนายกรัฐมนตรี คทช.
    โรงเรียน โรงพยาบาล สภา กองทุน เครือข่าย ขบวน ศูนย์ ต. อ. จ. สหกรณ์ บริษัท BAM คณะ กอง นครราชสีมา
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
    และเจ้าหน้าที่ ให้การ ให้สัมภาษณ์ ให้เกียรติ  มาเป็น
    """
        )
    )
)
_BRACKETS = re.compile(r"[ \n]?\(([^()\n]{2,90})\)")
_TITLE = re.compile(r"นาย(?!ก|อำเภอ|แพทย์)|นาง|น\.ส\.|พล\.|ดร\.")


def role_after(plain: str, end: int) -> str:
    """The post after a name, "" where none stands there."""
    if bracket := _BRACKETS.match(plain, end):
        inside = bracket[1].strip()
        return inside if _A_POST_BEGINS.match(inside) else ""
    begins = end
    while begins < len(plain) and plain[begins] in " \n" and begins - end < 3:
        begins += 1
    if not _A_POST_BEGINS.match(plain, begins):
        return ""
    return _post(plain[begins : begins + _LONGEST])


def _post(text: str) -> str:
    """The post that a text begins with: its first word, and the words that go on with it."""
    text = re.split(r"\n|[,;:\"“”]| - |/", text, maxsplit=1)[0]
    at = _end_of_word(text, 0)
    if done := _DONE.search(text, 3, at):
        return text[: done.start()].strip()
    while at < len(text):
        begins = at
        while begins < len(text) and text[begins] == " ":
            begins += 1
        if bracket := _BRACKETS.match(text, at):
            at = bracket.end()
        elif _GOES_ON.match(text, begins) and not _TITLE.match(text, begins):
            end = _end_of_word(text, begins)
            if done := _DONE.search(text, begins, end):
                return text[: done.start()].strip()
            at = end
        else:
            break
    return text[:at].strip()


def _end_of_word(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end] not in " (":
        end += 1
    return end


_BEFORE = re.compile(
    r"(?:^|[ \n,(]|นำโดย|โดยมี|โดย|และ|มี|พร้อมด้วย|กับ)((?:"
    + "|".join(map(re.escape, _POSTS))
    + r")(?: (?=อบ[ตจ]\.|เทศบาล|องค์การ))?[^ \n,()]{0,90}) ?\(?$"
)


_SAYS_THAT = ("ว่า", "ถูก")  # what comes then is told of the person, and is no post: ผู้ร้องเรียนว่านาย…


def role_before(plain: str, start: int) -> str:
    """The post right before a name: "รองผู้ว่าราชการจังหวัดสระบุรี (นาย…", "นายก อบต. นาย…"."""
    found = _BEFORE.search(plain[max(0, start - 100) : start])
    if found is None or _DONE.search(found[1]) or found[1].rstrip().endswith(_SAYS_THAT):
        return ""
    return found[1].strip(" :")
