"""Papers of an election: the record of its result, the letter with whom a council or province sends, scans beside it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.web import show, typed
from khabuan.elections.forms.letter import LetterForm
from khabuan.elections.in_minutes import DELEGATES
from khabuan.elections.models import Election
from khabuan.elections.printing import body_facts, delegates_of, meeting_facts, result_paper
from khabuan.elections.queries.elections import Whole, whole
from khabuan.elections.queries.signers import section_of_delegates, signers_of, signers_of_result
from khabuan.elections.rules.words import ElectionState
from khabuan.elections.views.parts import KIND, election_here
from khabuan.files.models import Paper
from khabuan.meetings.printing.facts import Person
from khabuan.meetings.printing.issuing import issue_paper, word_file
from khabuan.meetings.printing.letters import DelegatesFacts, delegates_letter
from khabuan.papers.models import IssuedDocument
from khabuan.places.labels import label
from khabuan.registry.queries.choices import province_of
from khabuan.registry.rules.kinds import PostTitle
from khabuan.registry.views.papers import Back, Sheet, attach_paper, paper_of, take_back

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS = (Paper.MINUTES, Paper.EVIDENCE, Paper.PHOTO)


@require_POST
def result(request: Request, pk: int) -> HttpResponse:
    """The record of the result as PDF, or as a file for Word with `as=docx`. A draft until it is confirmed."""
    row = election_here(request, pk)
    policy.require(request.actor, "papers.issue_document", row.node)
    paper = result_paper(whole(request.actor, row), signers_of_result(request.actor, row))
    if request.POST.get("as") == "docx":
        return _file(word_file(request.actor, paper), WORD, paper.title, "docx")
    kind = IssuedDocument.Kind.MINUTES
    printed = issue_paper(request.actor, row.organisation, paper, kind=kind)
    return _file(printed.content, "application/pdf", paper.title, "pdf")


def letter(request: Request, pk: int) -> HttpResponse:
    """The letter that sends the names of a council's delegates, or of a province's to the nation: asked for what the
    records do not have, then printed.
    """
    row = election_here(request, pk)
    policy.require(request.actor, "papers.issue_document", row.node)
    if row.post.title not in DELEGATES:
        raise OutOfArea(f"letter of {pk}")
    if row.state != ElectionState.CONFIRMED:
        raise Refused(
            "not_confirmed", _("The result is not confirmed yet. Confirm it first, then print the letter.")
        )
    told = whole(request.actor, row)
    form = LetterForm(typed(request), initial=_letter_begins(request, row))
    if form.is_valid():
        paper = delegates_letter(_letter(request, told, form))
        if request.POST.get("as") == "docx":
            return _file(word_file(request.actor, paper), WORD, paper.title, "docx")
        kind = IssuedDocument.Kind.OFFICIAL
        printed = issue_paper(request.actor, row.organisation, paper, kind=kind)
        return _file(printed.content, "application/pdf", paper.title, "pdf")
    return show(
        request, "elections/letter.html", {"form": form, "row": row, "body": row.organisation, "told": told}
    )


def _letter_begins(request: Request, row: Election) -> dict[str, object]:
    chair, _secretary = signers_of(request.actor, row.organisation, clock.today())
    body = row.organisation
    return {
        "sent_on": clock.today(),
        "to": f"ประธาน{_wanted_at(request, row)}",
        "signer": chair.name,
        "signer_post": chair.post,
        "asked_of": f"{body.name} โทร. {body.phone}" if body.phone else "",
    }


def _wanted_at(request: Request, row: Election) -> str:
    if row.post.title == PostTitle.NATIONAL_DELEGATE:
        return "การประชุมในระดับชาติของสภาองค์กรชุมชนตำบล"
    province = province_of(request.actor, row.organisation.area)
    return f"การประชุมในระดับจังหวัดของสภาองค์กรชุมชนตำบล {label(province)}"


def _letter(request: Request, told: Whole, form: LetterForm) -> DelegatesFacts:
    facts, row = form.cleaned_data, told.election
    body = row.organisation
    return DelegatesFacts(
        body=body_facts(body),
        number=facts["number"],
        sent_on=facts["sent_on"],
        to=facts["to"],
        delegates=delegates_of(told),
        decided_by=meeting_facts(told),
        wanted_at=_wanted_at(request, row),
        signer=Person(facts["signer"], facts["signer_post"]),
        section=section_of_delegates(request.actor, row),
        asked_of=facts["asked_of"],
    )


def scan_add(request: Request, pk: int) -> HttpResponse:
    """Attach the signed record, or a photo of the tally on the board."""
    row = election_here(request, pk)
    lead = _("%(what)s · %(name)s") % {"what": row, "name": row.organisation.name}
    return attach_paper(request, row, Sheet(PAPERS, lead, Back.of_record(row)))


def scan_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a scan; a paper of another record is not to be found here."""
    paper = paper_of(request, pk)
    if paper.kind != KIND:
        raise OutOfArea(f"file {pk}")
    return take_back(request, paper, Back.of_record(election_here(request, paper.subject_id)))


def _file(content: bytes, kind: str, name: str, ending: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(ending == "docx", f"{name}.{ending}") or "inline"
    }
    return HttpResponse(content, content_type=kind, headers=headers)
