"""Baht in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import bahttext

from khabuan.core.thai import AmountUnreadable, baht_text, read_baht, read_baht_text

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("9999999999999999.99"), places=2)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("6749210", "หกล้านเจ็ดแสนสี่หมื่นเก้าพันสองร้อยสิบบาทถ้วน"),
        ("470000", "สี่แสนเจ็ดหมื่นบาทถ้วน"),
        ("74000", "เจ็ดหมื่นสี่พันบาทถ้วน"),
        ("21", "ยี่สิบเอ็ดบาทถ้วน"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("1000000", "หนึ่งล้านบาทถ้วน"),
        ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("1200000000000", "หนึ่งล้านสองแสนล้านบาทถ้วน"),
        ("0.25", "ยี่สิบห้าสตางค์"),
        ("1.01", "หนึ่งบาทหนึ่งสตางค์"),
        ("0", "ศูนย์บาทถ้วน"),
        ("-5.50", "ลบห้าบาทห้าสิบสตางค์"),
    ],
)
def test_amounts_are_worded_and_read_back(amount: str, words: str) -> None:
    assert baht_text(Decimal(amount)) == words
    assert read_baht_text(words) == Decimal(amount)


@given(AMOUNTS)
def test_every_amount_survives_the_round_trip(amount: Decimal) -> None:
    assert read_baht_text(baht_text(amount)) == amount
    assert read_baht_text(baht_text(-amount)) == -amount


@given(st.integers(min_value=1, max_value=10**14))
def test_whole_amounts_agree_with_the_oracle(amount: int) -> None:
    assert baht_text(Decimal(amount)) == bahttext(float(amount))


@pytest.mark.parametrize("amount", ["1.001", "NaN", "Infinity", "1E+18"])
def test_nothing_is_rounded_or_guessed(amount: str) -> None:
    with pytest.raises(ValueError, match=r"satang|words"):
        baht_text(Decimal(amount))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("สองล้านเจ็ดแสนบาท", "2700000"),
        ("(สองล้านเจ็ดแสนบาทถ้วน)", "2700000"),
        ("สองล้าน เจ็ดแสน", "2700000"),
        ("ร้อยบาท", "100"),
        ("ล้านบาท", "1000000"),
        ("ห้าสิบสตางค์", "0.50"),
        ("๑๑๘,๒๐๐", "118200"),
        ("6,413,520.45 บาท", "6413520.45"),
        ("727 ล้าน", "727000000"),
        ("1 แสน", "100000"),
        ("2.5 ล้านบาท", "2500000"),
        ("500.-", "500"),
        ("จำนวน 20 บาทถ้วน", "20"),
    ],
)
def test_amounts_are_read_from_figures_and_words(text: str, amount: str) -> None:
    assert read_baht(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "บาท",
        "วันละ บาท",
        "5 ล้านบาทเศษ",
        "กว่า 2,100 ล้านบาท",
        "สองสาม",
        "ร้อยพัน",
        "สองร้อยสามร้อย",
        "ห้าบาทร้อยสตางค์",
        "1,23",
        "🙂",
        "หนึ่งสอง",
        "ล้าน" * 4,
        "9" * 30,
        pytest.param("หนึ่ง" * 200_000, id="a megabyte of words"),
        pytest.param("1" * 1_000_000, id="a megabyte of ones"),
    ],
)
def test_what_is_no_amount_is_refused_whole(text: str | None) -> None:
    with pytest.raises(AmountUnreadable):
        read_baht(text)


@given(st.text(alphabet="หนึ่งสองร้อยพันล้านบาทถ้วนสตางค์ยี่สิบเอ็ด 0123,.", max_size=60))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        assert read_baht(text).is_finite()
    except AmountUnreadable as refused:
        assert refused.code in {"empty", "not_an_amount", "order", "too_large"}
