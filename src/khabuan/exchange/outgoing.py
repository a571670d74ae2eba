"""Files out: templates, exports that can be sent in again, and a file back with what to put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import offers, sql
from khabuan.core.errors import Refused
from khabuan.core.lists import key_of
from khabuan.core.offers import Sheet
from khabuan.core.reasons import is_reason
from khabuan.core.sheets import Cell, CellFinding, write_back, write_csv, write_rows, write_template
from khabuan.core.thai import CitizenNumber
from khabuan.exchange import reading, sentences
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.exchange.queries import rows_of
from khabuan.files import keeping
from khabuan.places.models import Area
from khabuan.registry.actions.people import reveal_identity
from khabuan.registry.models import Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
#: Opening numbers is one log entry each: a list of the whole province is not opened at a stroke.
MOST_OPENED = 500


@dataclass(frozen=True)
class FileOut:
    """A file to send: its name, kind and bytes."""

    name: str
    content_type: str
    content: bytes


def template(sheet: Sheet) -> FileOut:
    """The empty list with drop-downs."""
    return FileOut(f"{sheet.title}.xlsx", XLSX, write_template(sheet.columns(), sheet_name=str(sheet.title)))


def export(actor: Actor, sheet: Sheet, area: Area, *, kind: str = "xlsx", reason: str = "") -> FileOut:
    """The list of a place as it stands; with a reason the citizen numbers opened, each of them logged.

    Refused: no reason, too many numbers at once. NotAllowed: an office that may not open numbers.
    """
    rows: Iterable[Mapping[str, Cell]] = sheet.rows(actor, area)
    if reason:
        rows = _opened(actor, list(rows), reason)
    name = f"{sheet.title} {area.name or _('Country')}"
    if kind == "csv":
        return FileOut(f"{name}.csv", CSV, write_csv(sheet.columns(), rows))
    return FileOut(f"{name}.xlsx", XLSX, write_rows(sheet.columns(), rows, sheet_name=str(sheet.title)))


def _opened(actor: Actor, rows: list[Mapping[str, Cell]], reason: str) -> Iterator[Mapping[str, Cell]]:
    keys = {key for row in rows if row.get("citizen") and (key := key_of(str(row["row_key"]), "p"))}
    if not is_reason(reason):
        raise Refused("no_reason", _("Write why you need these numbers."), field="reason")
    if len(keys) > MOST_OPENED:
        words = _("At most %(most)d numbers are opened at once. Choose a smaller place.")
        raise Refused("too_many", words % {"most": MOST_OPENED}, field="reason")
    people = {
        one.pk: one for one in Person.objects.visible_to(actor).filter(pk__in=keys).select_related("area")
    }
    numbers: dict[int, str] = {}
    with sql.writing():
        for key, person in people.items():
            if policy.may(actor, "registry.reveal_identity", person.node):
                numbers[key] = reveal_identity(actor=actor, person=person, kind="citizen", reason=reason)
    for row in rows:
        number = numbers.get(key_of(str(row["row_key"]), "p") or 0, "")
        yield {**row, "citizen": CitizenNumber.parse(number).shown} if number else row


def returned(actor: Actor, batch: ImportBatch) -> FileOut:
    """The file that came, with its wrong cells red and commented and a last column saying what to do.

    Each row gets its hidden key, so that the corrected file is known again however its rows are moved.
    """
    sheet = offers.sheets[batch.sheet]
    specs = tuple(sheet.columns())
    taken = reading.take(keeping.opened(batch.blob), batch.file_name, sheet)
    keys = dict(rows_of(actor, batch).values_list("number", "row_key"))
    keyed = reading.keyed(taken, specs, keys)
    said = rows_of(actor, batch).exclude(remarks=[], notices=[]).iterator()
    findings = [finding for row in said for finding in _findings(batch, row)]
    content = write_back(keyed, findings, label=_("What to correct"), specs=specs, key=reading.heading_key)
    stem = batch.file_name.rpartition(".")[0] or batch.file_name
    return FileOut(f"{stem} {_('to correct')}.xlsx", XLSX, content)


def _findings(batch: ImportBatch, row: ImportRow) -> Iterator[CellFinding]:
    for column, code, values in row.remarks if row.verdict == ImportRow.Verdict.WRONG else ():
        what, do = sentences.remark(code, values)
        position = batch.labels.get(column, ("", 0))[1]
        yield CellFinding(row.number, position or None, what, do)
    for column, code, values in row.notices:
        if position := batch.labels.get(column, ("", 0))[1]:
            yield CellFinding(row.number, position, sentences.cell_notice(code, values), "", is_wrong=False)
