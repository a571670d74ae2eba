import ast
from pathlib import Path

import django
import polib
import pytest

from khabuan.core import messages

# Where Django words what people who fill in forms can meet.
DJANGO = Path(django.__file__).parent
SPEAKS_TO_PEOPLE = (
    "forms/fields.py",
    "forms/models.py",
    "forms/formsets.py",
    "forms/forms.py",
    "core/validators.py",
    "contrib/auth/password_validation.py",
)


def test_every_word_on_screen_has_thai() -> None:
    assert [f"{m.path.name}:{m.line} {m.id}" for m in messages.missing()] == []


def test_the_translating_functions_have_names_by_which_their_words_are_found() -> None:
    renamed = [
        f"{path.name}: {one.name} as {one.asname}"
        for path in Path(messages.__file__).parents[1].rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for one in node.names
        if one.name in messages._CALLS and (one.asname or one.name) not in messages._CALLS
    ]
    assert renamed == []


def test_no_catalogue_has_words_that_nobody_says() -> None:
    assert messages.unspoken() == []


def test_thai_keeps_the_placeholders_of_its_id() -> None:
    assert messages.unlike() == []


def test_no_two_catalogues_say_one_id_differently() -> None:
    assert messages.clashes() == []


def test_no_message_of_django_s_forms_is_english() -> None:
    have = {
        entry.msgid
        for path in messages.catalogues()
        for entry in polib.pofile(str(path)).translated_entries()
    }
    for app in ("conf", "contrib/auth"):
        shipped = polib.pofile(str(DJANGO / app / "locale/th/LC_MESSAGES/django.po"))
        have |= {entry.msgid for entry in shipped.translated_entries()}
    spoken = [
        m
        for file in SPEAKS_TO_PEOPLE
        for m in messages.in_python((DJANGO / file).read_text("utf-8"), DJANGO / file)
    ]
    assert len(spoken) > 60
    assert [m.id for m in spoken if m.id not in have] == []


def test_messages_are_found_in_python_and_templates(tmp_path: Path) -> None:
    python = "_('One')\nngettext('%(n)d cat', '%(n)d cats', n)\npgettext('box', 'Day')\n_(variable)"
    found = {(m.context, m.id, m.plural) for m in messages.in_python(python, tmp_path)}
    assert found == {("", "One", ""), ("", "%(n)d cat", "%(n)d cats"), ("box", "Day", "")}
    template = (
        "{% load ui %}{% translate \"A (b) 'c'\" %}{% part 'x' _(\"Title\") lead=_('Lead') %}"
        "<p>it's ) _(</p>{% endpart %}"
        "{% blocktranslate with n=1 %}Show {{ n }}{% endblocktranslate %}"
        "{% blocktranslate count n=2 %}one{% plural %}many{% endblocktranslate %}"
    )
    ids = {(m.id, m.plural) for m in messages.in_template(template, tmp_path)}
    assert ids == {("A (b) 'c'", ""), ("Title", ""), ("Lead", ""), ("Show %(n)s", ""), ("one", "many")}
    with pytest.raises(ValueError, match="f-string"):
        list(messages.in_python("_(f'{x}')", tmp_path))


def test_what_lacks_thai_is_named_and_what_has_it_compiles(tmp_path: Path) -> None:
    app = tmp_path / "shop"
    catalogue = app / "locale/th/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    (app / "views.py").write_text("_('Have')\n_('Lack %(n)s')\n_('Bad %(n)s')\n", "utf-8")
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Have"\nmsgstr "มี"\n\nmsgid "Lack %(n)s"\nmsgstr ""\n\nmsgid "Bad %(n)s"\nmsgstr "เสีย"\n',
        "utf-8",
    )
    assert [m.id for m in messages.missing(tmp_path)] == ["Lack %(n)s"]
    assert len(messages.unlike(tmp_path)) == 1
    assert messages.unspoken(tmp_path) == []
    (app / "views.py").write_text("_('Lack %(n)s')\nHEADINGS = {'Bad %(n)s': 1}\n", "utf-8")
    assert messages.unspoken(tmp_path) == ["Have"]
    (app / "views.py").write_text("_('Have')\n", "utf-8")
    assert messages.compile_all(tmp_path) == [catalogue.with_suffix(".mo")]
    assert messages.compile_all(tmp_path) == [], "nothing changed, nothing written"
