"""Files as they come: letters, tags, what is refused."""

from __future__ import annotations

import pytest

from khabuan.reader.pasted import MEGABYTES, Unreadable, pasted

THAI = "นายสมชาย ใจดี ที่ จ.สระบุรี"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_thai_is_read_in_the_letters_of_its_office(encoding: str) -> None:
    assert pasted(THAI.encode(encoding)).text == THAI


def test_an_empty_file_is_an_empty_text() -> None:
    assert pasted(b"").text == ""


@pytest.mark.parametrize(
    ("content", "code"), [(b"\x00\x01\x02PDF", "not_text"), (b"a" * (MEGABYTES * 1024 * 1024 + 1), "too_big")]
)
def test_what_is_no_text_or_too_much_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        pasted(content)
    assert refused.value.code == code


def test_tags_and_scripts_are_taken_away() -> None:
    page = (
        "<html><head><title>x</title></head><body><script>จ.ระยอง</script>"
        "<p>นายสมชาย&nbsp;ใจดี</p><div>จ.<b>สระบุรี</b></div></body></html>"
    )
    read = pasted(page.encode())
    assert (read.text, read.is_whole) == ("นายสมชาย\u00a0ใจดี\nจ.สระบุรี", False)


def test_a_text_with_brackets_is_no_web_page() -> None:
    assert pasted(b"1 < 2 and 3 > 2 <nobody@example.org>").is_whole
