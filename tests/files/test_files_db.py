"""Files in: only pictures and PDF, cleaned; files out: by who sees the record, and nothing in them runs."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.http import Http404
from django.test import RequestFactory
from PIL import Image

from khabuan.audit.models import IdentityRead
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.files import blobs, images, views
from khabuan.files.actions import attach, withdraw
from khabuan.files.models import Attachment, Blob
from khabuan.files.queries import files_of

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture(kind="JPEG", size=(40, 20), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind, **options)
    return out.getvalue()


def with_exif():
    image = Image.new("RGB", (40, 20), "green")
    exif = image.getexif()
    exif[306] = "2026:03:15 10:00:00"
    exif[271] = "เครื่องของใคร".encode()
    exif[274] = 6
    exif.get_ifd(34853)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def get(actor, attachment, **typed):
    request = RequestFactory().post("/", typed) if typed else RequestFactory().get("/")
    request.actor = actor
    return views.download(request, attachment.pk)


def test_a_photo_loses_all_but_its_picture_and_its_day(world):
    record = world.body("fund", "กองทุนทดสอบ")
    kept = attach(
        actor=world.secretary, record=record, content=with_exif(), name="../../IMG 3550.PNG", caption=" ป้าย "
    )
    assert (kept.name, kept.caption, kept.on, kept.place) == (
        "IMG 3550.jpg",
        "ป้าย",
        date(2026, 3, 15),
        record.node,
    )
    with Image.open(blobs.path_of(kept.blob.sha256)) as again:
        assert dict(again.getexif()) == {}
        assert again.size == (20, 40), "turned upright"


def test_the_same_bytes_are_kept_once(world):
    record = world.body("fund", "กองทุนทดสอบ")
    for _ in range(2):
        attach(actor=world.secretary, record=record, content=PDF, name="a.pdf", paper="rules")
    assert Blob.objects.count() == 1
    assert len(files_of(world.province, record)) == 2


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (SVG, "not_a_picture"),
        (b"<html>", "not_a_picture"),
        (b"PK\x03\x04", "not_a_picture"),
        (PDF[:-8], "file_damaged"),
        (picture()[:200], "file_damaged"),
        (picture("PNG", (9000, 9000)), "picture_too_large"),
        (b"0" * (images.MAX_BYTES + 1), "file_too_large"),
    ],
)
def test_what_is_no_picture_and_no_pdf_is_refused(world, content, code):
    record = world.body("fund", "กองทุนทดสอบ")
    with pytest.raises(Refused) as no:
        attach(actor=world.secretary, record=record, content=content, name="x.jpg")
    assert (no.value.code, no.value.field) == (code, "file")
    assert not Attachment.everywhere.exists()


def test_a_script_behind_a_picture_does_not_survive(world):
    record = world.body("fund", "กองทุนทดสอบ")
    kept = attach(actor=world.secretary, record=record, content=picture() + SVG, name="x.jpg")
    assert b"script" not in blobs.path_of(kept.blob.sha256).read_bytes()


def test_files_leave_to_who_sees_the_record_only(world):
    record = world.body("fund", "กองทุนทดสอบ")
    paper = attach(actor=world.secretary, record=record, content=PDF, name="ระเบียบ กองทุน.pdf", paper="rules")
    shown = attach(actor=world.secretary, record=record, content=picture(), name="ป้าย.jpg")
    for actor in (world.secretary, world.province, world.nation, world.auditor):
        assert b"".join(get(actor, paper).streaming_content) == PDF
    for actor in (world.neighbour, world.stranger, world.agency):
        with pytest.raises((OutOfArea, Http404)):
            get(actor, paper)
    response = get(world.secretary, paper)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert get(world.secretary, shown)["Content-Disposition"].startswith("inline")


def test_a_paper_with_a_citizen_number_is_opened_for_a_reason_and_logged(world):
    record = world.body("fund", "กองทุนทดสอบ")
    card = attach(actor=world.secretary, record=record, content=picture(), name="บัตร.jpg", paper="card_copy")
    asked = get(world.secretary, card)
    assert (asked.status_code, asked["Content-Type"].split(";")[0]) == (200, "text/html")
    with pytest.raises(NotAllowed):
        get(world.auditor, card)
    no = get(world.secretary, card, reason=" ดู ")
    assert (no.status_code, IdentityRead.objects.count()) == (422, 0)
    shown = get(world.secretary, card, reason="ตรวจใบสมัคร")
    assert shown["Content-Type"] == "image/jpeg"
    read = IdentityRead.objects.get()
    assert (read.kind, read.subject_id, read.what, read.reason) == (
        "registry.organisation", record.pk, "card_copy", "ตรวจใบสมัคร",
    )  # fmt: skip


def test_a_withdrawn_file_is_gone_from_the_pages(world):
    record = world.body("fund", "กองทุนทดสอบ")
    paper = attach(actor=world.secretary, record=record, content=PDF, name="a.pdf")
    with pytest.raises(Refused):
        withdraw(actor=world.secretary, attachment=paper, reason=" ")
    withdraw(actor=world.secretary, attachment=paper, reason="แนบผิดแห่ง")
    assert files_of(world.province, record) == []
    with pytest.raises(OutOfArea):
        get(world.secretary, paper)


def test_only_offices_that_work_there_attach(world):
    record = world.body("fund", "กองทุนทดสอบ")
    with pytest.raises(NotAllowed):
        attach(actor=world.auditor, record=record, content=PDF, name="a.pdf")
    with pytest.raises(OutOfArea):
        attach(actor=world.neighbour, record=record, content=PDF, name="a.pdf")


def test_a_lost_file_says_so(world):
    record = world.body("fund", "กองทุนทดสอบ")
    paper = attach(actor=world.secretary, record=record, content=PDF, name="a.pdf")
    blobs.path_of(paper.blob.sha256).unlink()
    with pytest.raises(Refused):
        get(world.secretary, paper)
