"""Files as they come: letters, tags, what is refused."""

from __future__ import annotations

import pytest

from khabuan.reader.pasted import MEGABYTES, Unreadable, pasted
from khabuan.reader.rules.page import Page

THAI = "นายสมชาย ใจดี ที่ จ.สระบุรี"


@pytest.mark.parametrize("encoding", ["utf-8", "cp874", "utf-16"])
def test_thai_is_read_in_the_letters_of_its_office(encoding: str) -> None:
    assert pasted(THAI.encode(encoding)).text == THAI


def test_a_mark_in_front_stays_so_that_places_are_those_in_the_file() -> None:
    assert pasted(THAI.encode("utf-8-sig")).text == f"\ufeff{THAI}"


def test_an_empty_file_is_an_empty_text() -> None:
    assert pasted(b"").text == ""


@pytest.mark.parametrize(
    ("content", "code"), [(b"\x00\x01\x02PDF", "not_text"), (b"a" * (MEGABYTES * 1024 * 1024 + 1), "too_big")]
)
def test_what_is_no_text_or_too_much_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        pasted(content)
    assert refused.value.code == code


def test_tags_and_scripts_are_blanked_out_where_they_stand() -> None:
    page = (
        "<html><head><title>x</title></head><body><!-- จ.ตาก --><script>จ.ระยอง</script>"
        "<p>นายสมชาย&nbsp;ใจดี</p><div>จ.<b>สระ</b>บุรี &unknown;</div></body></html>"
    )
    read = pasted(page.encode())
    assert (len(read.text), read.whole) == (len(page), page)
    seen = Page(read.text).plain
    assert [line.strip() for line in seen.split("\n") if line.strip()] == [
        "นายสมชาย ใจดี",
        "จ.สระบุรี &unknown;",
    ]


@pytest.mark.parametrize(
    "page", ["<p>a<p><!-- never closed", "<p>a<p><script>b", "<p></script><p>&#65;&#9999999;"]
)
def test_a_page_that_is_not_closed_is_read_as_long_as_it_is(page: str) -> None:
    assert len(pasted(page.encode()).text) == len(page)


def test_a_text_with_brackets_is_no_web_page() -> None:
    text = "1 < 2 and 3 > 2 <nobody@example.org>"
    assert pasted(text.encode()).text == text
