"""Words that accuse somebody, told from words about preventing it."""

from khabuan.core.thai import accusations_in


def test_preventing_corruption_accuses_nobody() -> None:
    for words in (
        "โครงการป้องกันการทุจริตในชุมชน",
        "ต่อต้านการทุจริต",
        "คณะกรรมการป้องกันและปราบปรามการทุจริต",
        "ศูนย์รับเรื่องราวร้องเรียนร้องทุกข์",
    ):
        assert accusations_in(words) == (), words
    for words in ("พบการทุจริต", "ถูกร้องเรียนเรื่องเงิน", "ตำรวจเข้าจับกุม", "ยักยอกเงินกองทุน", "ถูกดำเนินคดี"):
        assert accusations_in(words), words


def test_words_that_only_look_like_it_accuse_nobody() -> None:
    for words in (
        "กลุ่มออมเงินวันละบาท", "สมาชิกพร้อมเงินสมทบ", "ยินยอมเงินคืน", "ถนอมเงิน",
        "ข้อหารือกับนายอำเภอ", "แจ้งความประสงค์เข้าร่วม", "แจ้งความคืบหน้าโครงการ", "ถูกจับตามองทั้งจังหวัด",
        "สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตและประพฤติมิชอบ",
    ):  # fmt: skip
        assert accusations_in(words) == (), words
    for words in (
        "ประธานอมเงินกลุ่ม", "เจ้าหน้าที่อมเงิน", "ตั้งข้อหายักยอก", "เข้าแจ้งความที่สถานีตำรวจ", "ถูกจับที่บ้าน",
        "ประพฤติมิชอบต่อหน้าที่", "โดยมิชอบ",
    ):  # fmt: skip
        assert accusations_in(words), words


def test_money_that_is_gone_and_what_is_to_be_looked_into_accuse() -> None:
    for words in (
        "อ้างเงินหาย 86,400 บาท", "เงินกลุ่มหายไปจากบัญชี", "เงินของสมาชิกสูญหาย", "ชาวบ้านร้องตรวจสอบเงินกลุ่ม",
        "ร้องขอให้ตรวจสอบกองทุน", "เชิดเงินออมหนี",
    ):  # fmt: skip
        assert accusations_in(words), words
    for words in (
        "เงินหายากขึ้นทุกวัน", "ยังไม่มีเงินหาย", "ร้องขอตรวจสอบสิทธิสวัสดิการ", "ร้องขอให้ตรวจสอบคุณภาพน้ำ",
        "คณะกรรมการตรวจสอบเงินกลุ่ม", "ผู้ตรวจสอบบัญชีกองทุน",
    ):  # fmt: skip
        assert accusations_in(words) == (), words
