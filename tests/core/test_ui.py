import gzip
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import escape

from khabuan.core import drawing, gallery, map_drawing, views
from khabuan.core.frame import Frame, Room
from khabuan.core.language import ChosenLanguageMiddleware
from khabuan.core.numerals import baht, grouped
from khabuan.core.parts.pieces import ICONS

REQUEST = "django.template.context_processors.request"
EVIL = '<b onclick="x">&\'</b>'
TEMPLATES = Path(views.__file__).parent / "templates"


def shown(source: str, **context: object) -> str:
    with translation.override("th"):
        return Template("{% load ui %}" + source).render(Context(context))


@pytest.fixture(autouse=True)
def _no_wiring(settings: object) -> None:
    """The parts are tried without the frame of the product: it has tests of its own."""
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "OPTIONS": {**engine["OPTIONS"], "context_processors": [REQUEST]}}]


@pytest.fixture
def gallery_page() -> str:
    request = RequestFactory().get("/ui/")
    with translation.override("th"):
        return views.gallery(request).content.decode()


@pytest.mark.parametrize(
    "source",
    [
        "{% head e lead=e %}{% endhead %}",
        "{% part 'a' e lead=e go=e go_url=e %}{% endpart %}",
        "{% fold e %}{% endfold %}",
        "{% button e url=e %}",
        "{% button e name=e value=e hx_get=e %}",
        "{% foot_link e e %}",
        "{% jobs e %}{% job e e 'work' fact=e %}{% endjobs %}",
        "{% stat e 1 unit=e url=e note=e %}",
        "{% stat e e %}",
        "{% stat e None unknown=e %}",
        "{% fact e e url=e %}",
        "{% fact e None unknown=e %}",
        "{% plate e %}",
        "{% line e more=e url=e %}{{ e }}{% endline %}",
        "{% tag 'need' e %}",
        "{% note 'need' title=e %}{{ e }}{% endnote %}",
        "{% nothing 'people' e text=e %}{{ e }}{% endnothing %}",
        "{% steps l 1 %}",
        "{% progress 1 2 e %}",
        "{% ask 'a' e will=l %}{% endask %}",
        "{% sentence e url=e %}{{ e }}{% endsentence %}",
        "{% find e value=e label=e hint=e %}",
        "{% table e caption=e scroll=e %}{% group_row e %}{% endtable %}",
        "{% table e %}{% row %}{% cell e url=e small=e %}{% endrow %}{% endtable %}",
        "{% table e e %}{% row %}{% cell e %}{% td %}{{ e }}{% endtd %}{% endrow %}{% endtable %}",
        "{% area_name village=e province=e %}",
        "{% day_bar e small=e back_url=e %}",
        "{% seg e %}{% seg_item e e count=1 at=e %}{% endseg %}{% roll_find e form=e value=e %}",
        "{% roll_row e e at=e note=e %}{{ e }}{% endroll_row %}{% got e url=e label=e %}",
        "{% take e e value=e label=e %}{% take_link e e url=e label=e %}{% roll_other e e value=e %}",
        "{% dock e %}{% slip e small=e %}{% key_button e url=e %}{% key_button e name=e value=e %}{% endslip %}{% enddock %}",
        "{% running e e small=e %}{{ e }}{% endrunning %}",
        "{% tile_map groups key %}",
        "{% area_map areas map_lines key %}",
        "{% chart 'columns' l series finding=e head=e summary=e %}",
    ],
)
def test_every_tag_escapes_what_it_is_given(source: str) -> None:
    html = shown(
        source,
        e=EVIL,
        l=[EVIL],
        groups=[drawing.TileGroup(EVIL, EVIL, ("ok",), EVIL, EVIL)],
        key=[drawing.TileKey("ok", EVIL, 1, EVIL)],
        areas=[map_drawing.MapArea(((((0, 0), (9, 0), (9, 9)),),), "ok", EVIL, EVIL)],
        map_lines=[map_drawing.MapLine(((((0, 0), (9, 0), (9, 9)),),), EVIL)],
        series=[drawing.Series(EVIL, (1,))],
    )
    assert EVIL not in html
    assert escape(EVIL) in html
    assert "&amp;lt;" not in html, "escaped twice"


def test_labels_choices_hints_and_typed_text_of_fields_are_escaped() -> None:
    class Evil(forms.Form):
        name = forms.CharField(label=EVIL, help_text=EVIL)
        way = forms.ChoiceField(label=EVIL, widget=forms.RadioSelect, choices=[(EVIL, EVIL)])
        ok = forms.BooleanField(label=EVIL, help_text=EVIL)

        def clean_name(self) -> str:
            raise forms.ValidationError(EVIL)

    html = shown(
        "{% form f %}{% field f.name %}{% field f.way %}{% field f.ok %}{% endform %}", f=Evil({"name": EVIL})
    )
    assert EVIL not in html
    assert html.count(escape(EVIL)) >= 9


def test_a_cell_carries_the_label_of_its_column_and_a_row_must_fill_the_columns() -> None:
    head = "{{% table 'สภา' 'วาระ' 'คน' 'สถานะ' kinds='name date n tag' %}}"
    table = head + "{{% row %}}{}{{% endrow %}}{{% endtable %}}"
    cells = "{% cell 'ก' %}{% cell 'ข' %}{% cell 1234 %}{% td %}ค{% endtd %}"
    html = shown(table.format(cells))
    assert '<th role="rowheader" scope="row" class="name">ก</th>' in html
    assert 'data-l="วาระ"' in html
    assert re.search(r'<td(?=[^>]*class="n")(?=[^>]*data-l="คน")[^>]*>1,234</td>', html)
    assert 'data-l="สถานะ"' not in html, "a tag explains itself"
    with pytest.raises(ValueError, match="3 cells under 4 columns"):
        shown(table.format("{% cell 1 %}{% cell 2 %}{% cell 3 %}"))
    with pytest.raises(ValueError, match="more cells"):
        shown(table.format(cells + "{% cell 5 %}"))
    with pytest.raises(TemplateSyntaxError):
        shown("{% table 'a' colour='red' %}{% endtable %}")


def test_an_unknown_figure_is_a_dash_with_its_reason_and_never_zero() -> None:
    stat = shown("{% stat 'เงินกองทุน' None url='/x' unknown='ยังไม่ส่งยอด' %}")
    assert "<b>–</b>" in stat
    assert "ยังไม่ส่งยอด" in stat
    assert "href" not in stat
    assert "ไม่ใช่ศูนย์" in shown("{% stat 'เงินกองทุน' None %}"), "a reason even where none was given"
    zero = shown(
        "{% table 'a' 'b' kinds='name n' %}{% row %}{% cell 'x' %}{% cell 0 %}{% endrow %}{% endtable %}"
    )
    assert ">0<" in zero
    assert "–" not in zero
    assert (grouped(None), baht(None), grouped(0)) == ("–", "–", "0")


def test_figures_are_written_as_people_read_them() -> None:
    assert [grouped(1234567), grouped(2.5), grouped(30, 2), grouped(2.345, 2)] == [
        "1,234,567",
        "2.5",
        "30.00",
        "2.35",
    ]
    assert [baht(1500), baht(1500.5)] == ["1,500", "1,500.50"]


def test_errors_and_hints_are_tied_to_their_fields_and_stand_in_the_summary(gallery_page: str) -> None:
    name = re.search(r'<input[^>]*name="bad-name"[^>]*>', gallery_page)
    assert name
    assert 'aria-describedby="id_bad-name_hint id_bad-name_error"' in name[0]
    assert 'aria-invalid="true"' in name[0]
    day = re.search(r'<input[^>]*name="bad-born_0"[^>]*>', gallery_page)
    assert day
    assert "id_bad-born_error" in day[0]
    ids = set(re.findall(r'\bid="([^"]+)"', gallery_page))
    for described in re.findall(r'aria-describedby="([^"]+)"', gallery_page):
        assert set(described.split()) <= ids
    summary = re.search(r'id="errors".*?</ul>', gallery_page, re.DOTALL)
    assert summary
    targets = re.findall(r'href="#([^"]+)"', summary[0])
    assert len(targets) == 5
    assert set(targets) <= ids
    assert "ช่องที่ 1 ชื่อ: ต้องกรอกช่องนี้" in summary[0]
    assert "กุมภาพันธ์ 2526 มี 28 วัน" in summary[0]


def test_the_gallery_shows_every_tag_and_has_no_id_twice(gallery_page: str) -> None:
    source = (TEMPLATES / "core/gallery.html").read_text("utf-8")
    from khabuan.core.templatetags.ui import register

    unseen = {
        name for name in register.tags if f"{{% {name} " not in source and f"{{% {name} %" not in source
    }
    assert unseen <= {"errors", "go", "unknown", "seg_count"}, "reached through form, part, cell and seg_item"
    ids = re.findall(r'\bid="([^"]+)"', gallery_page)
    assert len(ids) == len(set(ids))
    assert gallery_page.count("<h1>") == 1


def test_no_template_or_tag_writes_inline_style_or_script(gallery_page: str) -> None:
    pages = [gallery_page, *(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))]
    for page in pages:
        assert not re.search(r"\sstyle=", page)
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"\son[a-z]+=", page)
        assert "javascript:" not in page


def test_every_static_file_a_page_or_the_stylesheet_names_exists() -> None:
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"\{% static '([^']+)'", path.read_text())
    }
    css = Path(finders.find("khabuan/khabuan.css")).read_text("utf-8")
    named |= {f"khabuan/{url}" for url in re.findall(r"url\(([^)]+)\)", css)}
    assert len(named) > 8
    assert [name for name in named if not finders.find(name)] == []
    sprite = Path(finders.find("khabuan/icons.svg")).read_text("utf-8")
    assert set(re.findall(r'<symbol id="([^"]+)"', sprite)) == ICONS


def test_the_first_load_is_under_150_kb(gallery_page: str) -> None:
    def packed(name: str) -> int:
        return len(gzip.compress(Path(finders.find(name)).read_bytes(), 6))

    texts = sum(
        packed(f"khabuan/{name}")
        for name in ("khabuan.css", "htmx.min.js", "khabuan.js", "icons.svg", "march.svg")
    )
    fonts = sum(path.stat().st_size for path in Path(finders.find("khabuan/fonts")).glob("*.woff2"))
    assert len(gzip.compress(gallery_page.encode())) + texts + fonts < 150_000


@pytest.mark.parametrize(
    "name", ["400", "403", "404", "409", "422", "500", "403_csrf", "base", "gate", "sheet"]
)
def test_a_page_stands_without_frame_request_or_database(name: str) -> None:
    with translation.override("th"):
        html = render_to_string(f"{name}.html", {"reference": "ABCD2345"})
    assert '<html lang="th">' in html
    if name[0].isdigit():
        assert "ABCD2345" in html
        words = re.sub(r"<[^>]+>|ABCD2345|English", " ", html[html.index("<body") :])
        assert not re.search(r"[A-Za-z]{3,}", words), "a word of English on a Thai page"


def test_a_refusal_says_why_in_its_own_sentence() -> None:
    response = views.error_page(RequestFactory().get("/x/"), 409, message=EVIL)
    assert response.status_code == 409
    assert escape(EVIL) in response.content.decode()


def test_a_bug_in_the_error_page_itself_still_gives_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(views, "render_to_string", broken)
    request = RequestFactory().get("/x/")
    with translation.override("th"):
        response = views.server_error(request)
    assert response.status_code == 500
    assert views.reference_of(request) in response.content.decode()


def test_a_seat_without_the_office_is_told_who_has_it() -> None:
    with translation.override("th"):
        response = views.error_page(RequestFactory().get("/x/"), 403, offices=["เลขานุการสภา", EVIL])
    html = response.content.decode()
    assert "<li>เลขานุการสภา</li>" in html
    assert escape(EVIL) in html


def test_page_and_log_of_a_bug_agree_on_the_reference(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/x/", {"q": "9190500046123"})
    response = views.server_error(request)
    reference = views.reference_of(request)
    assert response.status_code == 500
    assert reference in response.content.decode()
    assert reference in caplog.text
    assert "9190500046123" not in caplog.text


@pytest.mark.parametrize(("cookie", "spoken"), [("", "th"), ("en", "en"), ("xx", "th")])
def test_thai_is_spoken_unless_english_was_chosen(cookie: str, spoken: str, rf: RequestFactory) -> None:
    request = rf.get("/", headers={"accept-language": "en-US"})
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    seen: list[str] = []

    def page(request: object) -> object:
        seen.append(translation.get_language())
        return views.gallery(rf.get("/ui/"))

    with translation.override("th"):
        response = ChosenLanguageMiddleware(page)(request)
    assert seen == [spoken]
    assert f'<html lang="{spoken}">' in response.content.decode()


def test_the_pager_keeps_the_filters_of_the_address(rf: RequestFactory) -> None:
    request = rf.get("/", {"status": "left", "page": "2"})
    html = shown("{% pager page %}", page=Paginator(range(120), 50).page(2), request=request)
    assert "51–100 จาก 120" in html
    assert 'href="?status=left&amp;page=3"' in html
    assert not shown("{% pager page %}", page=Paginator(range(3), 50).page(1), request=request)


def test_a_form_brings_its_token_and_checks_on_the_server() -> None:
    html = shown("{% form f %}{% endform %}", f=gallery.SampleForm(), csrf_token="abc")
    assert 'name="csrfmiddlewaretoken" value="abc"' in html
    assert "novalidate" in html
    assert 'enctype="multipart/form-data"' in html
    assert 'type="hidden" name="key"' in html


def test_unknown_icons_looks_and_states_are_refused() -> None:
    for source in ("{% icon 'unicorn' %}", "{% button 'x' look='huge' %}"):
        with pytest.raises(ValueError, match="no"):
            shown(source)
    with pytest.raises(ValueError, match="tile"):
        drawing.tile("gone")


def test_a_place_is_named_in_the_order_of_the_language() -> None:
    tag = (
        "{% area_name village='ม.3' subdistrict='ดาวเรือง' district='เมืองสระบุรี' province='สระบุรี' full=full %}"
    )
    assert shown(tag, full=False) == "ม.3 ต.ดาวเรือง อ.เมืองสระบุรี จ.สระบุรี"
    assert shown(tag, full=True) == "ม.3 ตำบลดาวเรือง อำเภอเมืองสระบุรี จังหวัดสระบุรี"
    bangkok = "{% area_name subdistrict='คลองเตย' district='คลองเตย' province='กรุงเทพมหานคร' %}"
    assert shown(bangkok) == "แขวงคลองเตย เขตคลองเตย กรุงเทพมหานคร"


class WordFilter(forms.Form):
    kind = forms.ChoiceField(choices=[("", "every kind")])


def test_a_filter_stands_right_before_its_comma() -> None:
    assert "</select>, then" in shown("{% pick form.kind %}, then", form=WordFilter())


def test_a_long_count_is_short_on_the_bar_of_a_phone() -> None:
    def bar(count: int) -> str:
        frame = Frame(rooms=(Room("งานของฉัน", "งาน", "work", "/", count=count),))
        return render_to_string("core/rooms.html", {"frame": frame})

    assert '<span class="short">99+</span>' in bar(1247)
    assert '<span class="long">1,247</span>' in bar(1247)
    assert '<span class="count">99<' in bar(99)


def test_the_count_on_the_bar_begins_beside_the_icon() -> None:
    css = Path(str(finders.find("khabuan/khabuan.css"))).read_text(encoding="utf-8")
    icon = re.search(r"\n\.rooms \.i\{width:([\d.]+)rem", css)
    count = re.search(r"\n\.rooms \.count\{position:absolute;[^}]*left:calc\(50% \+ ([\d.]+)rem\)", css)
    assert icon is not None
    assert count is not None
    assert float(count[1]) >= float(icon[1]) / 2


def test_an_instant_is_told_by_its_day_in_thailand():
    late = datetime(2026, 11, 28, 18, 30, tzinfo=UTC)  # half past one at night in Bangkok
    assert shown("{% thai_date late %}", late=late) == "29 พ.ย. 2569"
