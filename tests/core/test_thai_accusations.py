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
