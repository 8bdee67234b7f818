"""Files that show what a report claims: what is let in, what is refused and why, and who looks at it."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liim_web.plans import attachments
from liim_web.plans.models import ActionReport, Evidence
from tests.liim_web.plans.place import Place


@pytest.fixture
def report(place: Place) -> ActionReport:
    """A report that is being written."""
    made: ActionReport = place.world.round("open").reports.create(action=place.action, state="concept")
    return made


def zipped(**members: bytes) -> bytes:
    """An archive with these members, pressed as small as it goes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("groot.pdf", b"%PDF-" + b"0" * (attachments.LARGEST + 1), "groter dan 10 MB"),
        ("programma.exe", b"MZ", "kan hier niet"),
        ("vermomd.pdf", b"MZ\x90", "geen echt pdf-bestand"),
        ("virus.pdf", b"%PDF-" + attachments.TEST_PATTERN, "bevat een programma"),
        ("macro.docx", zipped(**{"word/document.xml": b"<x/>", "word/vbaProject.bin": b"MZ"}), "bevat een programma"),
        ("virus.docx", zipped(**{"word/document.xml": attachments.TEST_PATTERN}), "bevat een programma"),
        ("vermomd.docx", zipped(**{"programma.exe": b"MZ"}), "geen echt docx-bestand"),
        ("half.xlsx", zipped(**{"xl/workbook.xml": b"<x/>"})[:-30], "geen echt xlsx-bestand"),
        ("bom.ods", zipped(**{"content.xml": b"0" * (attachments.LARGEST_UNPACKED + 1)}), "uitgepakt te groot"),
    ],
)
def test_a_file_that_is_too_large_or_not_what_it_says_is_refused(
    place: Place, report: ActionReport, name: str, content: bytes, says: str
) -> None:
    typed = {"title": "Verslag", "file": file(name, content)}
    answer = place.reporter.post(f"/nl/plan/rapport/{report.pk}/bewijs/", typed)
    assert answer.status_code == 400
    assert says in answer.text
    assert "Verslag" in answer.text, "what was typed stays"
    assert Evidence.objects.count() == 0


def test_fifty_megabytes_are_refused_without_being_kept_and_what_was_typed_stays(
    place: Place, report: ActionReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read piece by piece; no more than is allowed ever stands on the disk, and what follows it is read too."""
    kept: list[int] = []

    receive = attachments.Bounded.receive_data_chunk

    def weighed(self: attachments.Bounded, raw_data: bytes, start: int) -> None:
        receive(self, raw_data, start)
        kept.append(self.file.tell())

    monkeypatch.setattr(attachments.Bounded, "receive_data_chunk", weighed)
    milestone = place.action.milestones.create(title="Stap", due="2026-01-01")
    large = file("film.pdf", b"%PDF-" + bytes(50 * 1024 * 1024))
    typed = {"title": "Een lang getypte titel", "file": large, "milestone": milestone.pk, "public": "on"}
    answer = place.reporter.post(f"/nl/plan/rapport/{report.pk}/bewijs/", typed)
    assert answer.status_code == 400
    assert "film.pdf is groter dan 10 MB. Geef een link, of een kleinere versie." in answer.text
    assert 'value="Een lang getypte titel"' in answer.text
    form = answer.context["form"]
    assert (form["milestone"].value(), form["public"].value()) == (str(milestone.pk), True), "what came after the file"
    assert 0 < max(kept) <= attachments.LARGEST


def test_a_plan_of_fifty_megabytes_is_refused_in_words(place: Place) -> None:
    large = file("plan.xlsx", b"PK\x03\x04" + bytes(50 * 1024 * 1024))
    answer = place.secretariat.post("/nl/plan/HIBP/invoer/", {"file": large})
    assert answer.status_code == 400
    assert "plan.xlsx is groter dan 10 MB" in answer.text
    assert "hoogstens 10 MB" in answer.text, "the limit, beside the choice that is offered again"
    assert 'name="file"' in answer.text
    assert place.world.plan.actions.get().title == place.action.title


def test_evidence_is_handed_in_with_its_fingerprint_and_verified_by_the_secretariat(
    place: Place, report: ActionReport
) -> None:
    pdf = file("verslag.pdf", b"%PDF-1.7 verslag")
    added = place.reporter.post(f"/nl/plan/rapport/{report.pk}/bewijs/", {"title": "Verslag", "file": pdf})
    assert added.status_code == 302
    evidence = Evidence.objects.get(report=report)
    assert len(evidence.sha256) == 64
    ActionReport.objects.update(state="ingediend")
    assert place.reporter.post(f"/nl/plan/bewijs/{evidence.pk}/nagekeken/").status_code == 403
    assert place.secretariat.post(f"/nl/plan/bewijs/{evidence.pk}/nagekeken/").status_code == 302


def test_evidence_shows_a_milestone_of_its_own_action_and_never_of_another(place: Place, report: ActionReport) -> None:
    """What another entity promises is not for this one to read."""
    place.action.milestones.create(title="Eigen stap", due="2026-01-01")
    place.world.action(domain="wonen").milestones.create(title="Stap van een ander", due="2026-01-01")
    page = place.reporter.get(f"/nl/plan/HIBP/ronde/1/{place.action.uid}/").text
    assert "Eigen stap" in page
    assert "Stap van een ander" not in page
