"""Citizen numbers, names and phones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.th import pin

from khabuan.core.thai import CitizenNumber, Name, Phone, full_name, plain_title, read_phones, split_name


@given(st.integers(min_value=0, max_value=10**11 - 1))
def test_test_numbers_begin_with_nine_and_check(serial: int) -> None:
    number = CitizenNumber.for_test(serial)
    assert number.ok
    assert number.is_test
    assert len(number.digits) == 13
    assert CitizenNumber.parse(number.shown) == number


@given(st.integers(min_value=10**11, max_value=9 * 10**11 - 1))
def test_the_check_digit_agrees_with_the_oracle(stem: int) -> None:
    # Not one of the ten is kept: they are nobody's, only judged.
    numbers = [f"{stem}{last}" for last in range(10)]
    assert [CitizenNumber.parse(n).ok for n in numbers] == [pin.is_valid(n) for n in numbers]


def test_a_number_is_read_with_thai_digits_dashes_spaces_and_from_cells() -> None:
    plain = CitizenNumber.for_test(7).digits
    dashed = CitizenNumber.parse(plain).shown
    thai = plain.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    for typed in (plain, dashed, thai, dashed.replace("-", " "), int(plain), float(plain)):
        assert CitizenNumber.parse(typed).digits == plain


@pytest.mark.parametrize(
    ("typed", "findings"),
    [
        (None, ("empty",)),
        ("", ("empty",)),
        ("-", ("empty",)),
        ("ไม่มี", ("not_digits",)),
        ("1.23E+12", ("not_digits",)),
        ("900000000007", ("length",)),
        ("90000000000710", ("length",)),
        ("9000000000070", ("check_digit",)),
        ("0123456789012", ("first_digit", "check_digit")),
        ("²" * 13, ("not_digits",)),
        pytest.param(10**5000, ("not_digits",), id="too long to write out"),
    ],
)
def test_what_is_wrong_is_a_finding(typed: str | int | None, findings: tuple[str, ...]) -> None:
    assert CitizenNumber.parse(typed).findings == findings


def test_a_number_is_covered_wherever_it_is_printed() -> None:
    number = CitizenNumber.parse("9-2345-67890-12-3")
    assert number.mask == "x-xxxx-xxxxx-12-3" == str(number) == f"{number}"
    assert number.shown == "9-2345-67890-12-3"
    assert "2345" not in repr(number)
    assert "67890" not in repr([number])
    assert CitizenNumber.parse("923456789012").mask == "xxxxxxxxx012"
    assert CitizenNumber.parse("12345").mask == "xxxxx"


@pytest.mark.parametrize(
    ("written", "title", "given_name", "surname"),
    [
        ("นายสมชาย ใจดี", "นาย", "สมชาย", "ใจดี"),
        ("นาย สมชาย  ใจดี", "นาย", "สมชาย", "ใจดี"),
        ("นางสาวสมศรี มีสุข", "นางสาว", "สมศรี", "มีสุข"),
        ("น. ส. สมศรี มีสุข", "น.ส.", "สมศรี", "มีสุข"),
        ("นส.สมศรี", "น.ส.", "สมศรี", ""),
        ("น.ส สมศรี", "น.ส.", "สมศรี", ""),
        ("ด.ช.สมชาย ใจดี", "ด.ช.", "สมชาย", "ใจดี"),
        ("เด็กหญิงแก้ว ใจดี", "เด็กหญิง", "แก้ว", "ใจดี"),
        ("ว่าที่ร้อยตรีสมชาย ใจดี", "ว่าที่ร้อยตรี", "สมชาย", "ใจดี"),
        ("ว่าที่ ร.ต.สมชาย ใจดี", "ว่าที่ ร.ต.", "สมชาย", "ใจดี"),
        ("ว่าที่ร้อยตรีหญิง สมศรี มีสุข", "ว่าที่ร้อยตรีหญิง", "สมศรี", "มีสุข"),
        ("ผศ. ดร. สมหญิง ใจดี", "ผศ.ดร.", "สมหญิง", "ใจดี"),
        ("พล.ต.อ.อดุลย์ ใจดี", "พล.ต.อ.", "อดุลย์", "ใจดี"),
        ("พล.ต.อดุลย์ ใจดี", "พล.ต.", "อดุลย์", "ใจดี"),
        ("พลตำรวจเอก อดุลย์ ใจดี", "พลตำรวจเอก", "อดุลย์", "ใจดี"),
        ("พระครูวิสุทธิ์ทดสอบ", "พระครู", "วิสุทธิ์ทดสอบ", ""),
        ("พระมหาสมชาย ธมฺมวโร", "พระมหา", "สมชาย", "ธมฺมวโร"),
        ("ม.ล.สมชาย ใจดี", "ม.ล.", "สมชาย", "ใจดี"),
        ("พ.ต.ท.หญิง สมศรี มีสุข", "พ.ต.ท.หญิง", "สมศรี", "มีสุข"),
        ("นายแพทย์สมชาย ใจดี", "นายแพทย์", "สมชาย", "ใจดี"),
        ("Mr. Somchai Jaidee", "Mr.", "Somchai", "Jaidee"),
        ("นายสมชาย ณ ทดสอบ", "นาย", "สมชาย", "ณ ทดสอบ"),
        ("สมชาย ใจดี", "", "สมชาย", "ใจดี"),
        ("สมชาย", "", "สมชาย", ""),
        ("นายหญิง ใจดี", "นาย", "หญิง", "ใจดี"),
        ("นาย", "นาย", "", ""),
        ("กรรมการทดสอบ 02", "", "กรรมการทดสอบ", "02"),
        ("เเก้ว นํ้าใส", "", "แก้ว", "น้ำใส"),
    ],
)
def test_a_name_is_taken_apart(written: str, title: str, given_name: str, surname: str) -> None:
    assert split_name(written) == Name(title, given_name, surname)


@pytest.mark.parametrize(
    "whole", ["นายิกา", "นางามตา", "คุณวุฒิ", "คุณากร", "นายกเทศมนตรีตำบลทดสอบ", "นายอำเภอ", "ดรุณี", "อรทัย"]
)
def test_what_only_begins_like_a_title_is_not_cut(whole: str) -> None:
    assert split_name(f"{whole} ใจดี").given == whole


def test_what_stands_beside_a_name_is_kept_apart() -> None:
    assert split_name("นางสมศรี มีสุข (สกุลเดิม ใจดี)") == Name("นาง", "สมศรี", "มีสุข", former_surname="ใจดี")
    assert split_name("นายสมชาย ใจดี (ประธานสภา)") == Name("นาย", "สมชาย", "ใจดี", post="ประธานสภา")
    assert split_name("นายสมชาย ใจดี (ประธานสภา") == Name("นาย", "สมชาย", "ใจดี", post="ประธานสภา")
    assert split_name("นายสมชาย ใจดี ประธานสภา") == Name("นาย", "สมชาย", "ใจดี", post="ประธานสภา")
    assert split_name("นายสมชาย 'หนุ่ย' ใจดี") == Name("นาย", "สมชาย", "ใจดี", nickname="หนุ่ย")
    assert split_name("นายสมชาย (หนุ่ย) ใจดี") == Name("นาย", "สมชาย", "ใจดี", nickname="หนุ่ย")
    assert split_name("นายสมชาย รองเมือง").surname == "รองเมือง"


@given(
    st.sampled_from(
        [
            "",
            "นาย",
            "นาง",
            "นางสาว",
            "น.ส.",
            "ด.ช.",
            "ผศ.ดร.",
            "พล.ต.อ.",
            "พระครู",
            "ว่าที่ร้อยตรี",
            "ว่าที่ ร.ต.",
            "Mr.",
        ]
    ),
    st.sampled_from(["สมชาย", "อดุลย์", "เกศินี", "กรณ์", "แก้ว", "ฤดี", "ไพร", "โท"]),
    st.sampled_from(["", "ใจดี", "ณ ทดสอบ", "รองเมือง", "น้ำใส"]),
)
def test_a_name_put_together_is_taken_apart_the_same(title: str, given_name: str, surname: str) -> None:
    name = Name(title, given_name, surname)
    assert split_name(full_name(name)) == name


def test_names_are_written_as_custom_has_it() -> None:
    assert full_name(Name("นาย", "สมชาย", "ใจดี")) == "นายสมชาย ใจดี"
    assert full_name(Name("พลตำรวจเอก", "สมชาย", "ใจดี")) == "พลตำรวจเอก สมชาย ใจดี"
    assert full_name(Name("นาย", "สมชาย", "ใจดี"), title=False) == "สมชาย ใจดี"
    assert plain_title("น.ส.") == "นางสาว"


@pytest.mark.parametrize(
    "typed",
    [
        "0812345678",
        "+66812345678",
        "+66 (0)81 234 5678",
        "66 81 234 5678",
        "๐๘๑-๒๓๔-๕๖๗๘",
        "โทร. 081 234 5678",
        "081.234.5678",
    ],
)
def test_a_mobile_number_has_one_shape(typed: str) -> None:
    phone = Phone.parse(typed)
    assert (phone.digits, phone.findings, phone.shown) == ("0812345678", (), "081-234-5678")
    assert (phone.mask, phone.international, phone.is_mobile) == ("xxx-xxx-5678", "+66812345678", True)


def test_a_zero_lost_in_a_spreadsheet_is_put_back_and_said() -> None:
    for cell in (812345678, 812345678.0, "812345678"):
        assert (Phone.parse(cell).digits, Phone.parse(cell).findings) == ("0812345678", ("zero_restored",))


def test_landlines_extensions_and_several_numbers_are_read() -> None:
    assert Phone.parse("036123456 ต่อ 12").shown == "036-123-456 ต่อ 12"
    assert Phone.parse("02 123 4567").mask == "xx-xxx-4567"
    assert [p.shown for p in read_phones("081-234-5678, 036-123-456 หรือ 02 123 4567")] == [
        "081-234-5678",
        "036-123-456",
        "02-123-4567",
    ]
    assert read_phones(None) == () == read_phones(" , ")


@pytest.mark.parametrize(
    ("typed", "finding"),
    [
        ("", "empty"),
        ("ไม่มี", "not_digits"),
        ("08123", "length"),
        ("5551234567", "prefix"),
        ("0112345678", "prefix"),
    ],
)
def test_a_doubtful_phone_is_a_finding(typed: str, finding: str) -> None:
    assert Phone.parse(typed).findings == (finding,)
    assert "1234" not in repr(Phone.parse(typed))
