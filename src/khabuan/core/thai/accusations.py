"""Words by which somebody is accused: what has them is decided by a person, and is never published."""

import re

#: Where nothing before them says that it is about preventing or reporting it.
_ACCUSING = re.compile(
    r"(?<!ป้องกัน)(?<!ป้องกันการ)(?<!ต่อต้าน)(?<!ต่อต้านการ)(?<!ต้าน)(?<!ต้านการ)(?<!ปราบปราม)(?<!ปราบปรามการ)(?<!เฝ้าระวังการ)"
    r"(?:ทุจริต|คอร์?รัปชั่?น)"
    r"|ถูกร้องเรียน|ร้องเรียน(?!ร้องทุกข์)|ถูกกล่าวหา|กล่าวหา|ผู้ต้องหา|ข้อหา(?!รือ)|จับกุม|ถูกจับ(?!ตา|จอง|สลาก|คู่)"
    r"|แจ้งความ(?!ประสงค์|จำนง|ต้องการ|คืบหน้า|ก้าวหน้า|พร้อม|เดือดร้อน|เห็น)|ฟ้องร้อง|ถูกฟ้อง|ยักยอก|ฉ้อโกง|โกงเงิน"
    r"|(?<![้อยซ])(?<!ถน)อมเงิน|หมายจับ|ดำเนินคดี|ถูกสอบสวน|สอบข้อเท็จจริง|ชี้มูล|(?<!ทุจริตและ)ประพฤติมิชอบ|(?<!ประพฤติ)มิชอบ"
    r"|เรียกรับ(?:เงิน|สินบน|ผลประโยชน์)|สินบน"
)


def accusations_in(words: str) -> tuple[tuple[int, int], ...]:
    """Where a text has words by which somebody is accused: from a letter up to and without another."""
    return tuple(found.span() for found in _ACCUSING.finditer(words))
