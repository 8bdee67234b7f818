"""Files in and out. What goes out is what the reader may see; what comes in is shown before it changes anything."""

import csv
from collections.abc import Callable
from dataclasses import astuple, replace
from io import StringIO
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liim_web.accounts.acting import acting
from liim_web.plans import attachments
from liim_web.plans.content import Reading, reading
from liim_web.plans.counting import in_words
from liim_web.plans.exchange import word, workbook
from liim_web.plans.exchange.bringing_in import bring_in as bring
from liim_web.plans.exchange.bringing_in import preview
from liim_web.plans.exchange.columns import beside, columns, neutral, rows_of
from liim_web.plans.exchange.printed import counts, in_word, printed
from liim_web.plans.exchange.printed_changes import printed_changes
from liim_web.plans.exchange.tables import Table, abouts, mapping_of, shapes
from liim_web.plans.exchange.workbook import UnreadableError
from liim_web.plans.models import Plan, PlanVersion
from liim_web.plans.rights import visible
from liim_web.plans.snapshots import leaf
from liim_web.plans.summary import summary
from liim_web.plans.views.filling_in import CONFLICT, REFUSED
from liim_web.plans.views.reading import FILTERS, chosen

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SALT = "liim plan table"
A_DAY = 24 * 3600


def as_json(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The whole version as open data, with the hashes by which anyone can check the chain."""
    found = reading(acting(request), code, number)
    seals = {
        "sha256": found.version.sha256,
        "previous_sha256": found.version.previous_sha256,
        "sha256_public": leaf(found.version.public) if found.sealed else "",
        "sha256_internal": leaf(found.version.internal) if found.sealed else "",
    }
    answer = JsonResponse({**found.content(), "seal": seals}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _as_file(answer, found, "json")


def as_csv(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The actions as a table, with the filters of the page."""
    found = reading(acting(request), code, number)
    text = StringIO()
    writer = csv.writer(text)
    actions = _filtered(request, found.content())
    writer.writerow([*(column.name for column in columns()), *(name for name, _header, _out in beside())])
    for row, action in zip(rows_of({"actions": actions}), actions, strict=True):
        told = [*row.values(), *(out(action) for _name, _header, out in beside())]
        writer.writerow([neutral(value) for value in told])
    if found.plan.fictitious:
        text.write(f"# {workbook.FICTITIOUS}\r\n")
    return _as_file(HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8"), found, "csv")


def as_workbook(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The actions and the matrix as an Excel file that can be changed and brought in again."""
    found = reading(acting(request), code, number)
    content = found.content()
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    about = [
        ("Plan", found.plan.title),
        ("Versie", f"{found.version.number} ({found.version.get_state_display()})"),
        ("Beslissing", found.version.decision_number),
        ("sha256", found.version.sha256),
        *counts(summary(content)),
        ("Filters", ", ".join(f"{name}: {value}" for name, value in asked.items() if value) or "geen"),
    ]
    if (hidden := found.hidden_actions()) > 0:
        about.append(("Let op", f"Enkel wat jij mag lezen; acties die er niet in staan: {hidden}."))
    if found.plan.fictitious:
        about.append(("Let op", "Voorbeeld: alle inhoud is verzonnen."))
    file = workbook.written({**content, "actions": _filtered(request, content)}, found.matrix(), about)
    return _as_file(HttpResponse(file, content_type=EXCEL), found, "xlsx")


def as_pdf(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The whole version as a document."""
    found = reading(acting(request), code, number)
    return _as_file(HttpResponse(_kept(found, printed), content_type="application/pdf"), found, "pdf")


def as_word(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The same for Word."""
    found = reading(acting(request), code, number)
    return _as_file(HttpResponse(in_word(found), content_type=WORD), found, "docx")


def changes_as_pdf(request: HttpRequest, code: str, number: int, since: int) -> HttpResponse:
    """The annex: what differs between two versions."""
    actor = acting(request)
    found, former = reading(actor, code, number), reading(actor, code, since)
    answer = HttpResponse(printed_changes(found, former), content_type="application/pdf")
    return _as_file(answer, found, f"sinds-{since}.pdf")


def _kept(found: Reading, make: Callable[[Reading], bytes]) -> bytes:
    """A document of what was sealed is made once per language: it never changes, and everyone may read all of it."""
    if not found.sealed:
        return make(found)
    key = f"plan-pdf-{found.version.sha256}-{get_language()}"
    made: bytes | None = cache.get(key)
    if made is None:
        made = make(found)
        cache.set(key, made, A_DAY)
    return made


def bring_in(request: HttpRequest, code: str) -> HttpResponse:
    """Bring in a file from Excel or Word: choose it, match the columns, look at the differences, confirm."""
    actor = acting(request)
    plan = get_object_or_404(Plan, code=code)
    if not visible(actor, "edit", PlanVersion.objects.filter(plan=plan)).exists():
        raise PermissionDenied("Files are brought in by the secretariat, while a version is being made.")
    shown: dict[str, Any] = {"plan": plan, "actor": actor}
    if request.method != "POST":
        return render(request, "plans/working/import.html", shown)
    try:
        tables, carried = _tables(request)
    except (UnreadableError, ValidationError, signing.BadSignature) as problem:
        said = problem.messages if isinstance(problem, ValidationError) else [str(problem)]
        return render(request, "plans/working/import.html", {**shown, "problems": said}, status=REFUSED)
    matched = [_matched(request, place, each) for place, each in enumerate(tables)]
    looked = preview(plan, matched)
    problems: list[str] = []
    if request.POST.get("digest") == looked.digest and "confirm" in request.POST:
        try:
            bring(actor, plan, looked)
        except ValidationError as refusal:
            problems = list(refusal.messages)
        else:
            done = {name: n for name, n in looked.counts.items() if name in ("added", "changed", "removed")}
            messages.success(request, _("Ingevoerd: %(what)s.") % {"what": in_words(done, "row")})
            return redirect("plans:plan", code=code)
    shapes_now = shapes()
    places = [
        (place, table, shapes_now.get(table.about, ()), [
            (at, header, next((name for name, where in mapping.items() if where == at), ""))
            for at, header in enumerate(table.headers)
        ])
        for place, (table, mapping) in enumerate(matched)
    ]  # fmt: skip
    # The plan may have moved on since the preview: then it is shown again, not applied.
    moved_on = "confirm" in request.POST and not problems
    shown |= {"carried": carried, "places": places, "preview": looked, "moved_on": moved_on, "abouts": abouts()}
    # What is shown first is no refusal: nothing was asked yet but to look.
    status = REFUSED if problems else CONFLICT if moved_on else 200
    return render(request, "plans/working/import.html", shown | {"problems": problems}, status=status)


def _tables(request: HttpRequest) -> tuple[list[Table], str]:
    """The tables from the file, or from the page before, which carries them signed."""
    if "tables" in request.POST:
        told = signing.loads(request.POST["tables"], salt=SALT, max_age=A_DAY)
        return [Table(*each) for each in told], request.POST["tables"]
    file = request.FILES.get("file")
    if file is None:
        raise ValidationError(_("Kies een bestand."))
    attachments.check(file)
    read = word.read if (file.name or "").lower().endswith(".docx") else workbook.read
    tables = read(file.read())
    return tables, signing.dumps([astuple(each) for each in tables], salt=SALT, compress=True)


def _matched(request: HttpRequest, place: int, table: Table) -> tuple[Table, dict[str, int]]:
    """A table as the person says what it is about and which column is what; at first, as its headers say."""
    about = request.POST.get(f"about-{place}", table.about)
    table = replace(table, about=about)
    # Whoever says that a table is about something else, starts again from its headers.
    if about != request.POST.get(f"was-{place}", about) or f"column-{place}-0" not in request.POST:
        return table, mapping_of(table.headers, about) if about in shapes() else {}
    known = {column.name for column in shapes().get(about, ())}
    chosen_names = {at: request.POST.get(f"column-{place}-{at}", "") for at in range(len(table.headers))}
    return table, {name: at for at, name in chosen_names.items() if name in known}


def _filtered(request: HttpRequest, content: dict[str, Any]) -> list[dict[str, Any]]:
    return chosen(content["actions"], {name: request.GET.get(name, "") for name in FILTERS})


def _as_file(answer: HttpResponse, found: Reading, suffix: str) -> HttpResponse:
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.version.uid}.{suffix}"'
    return answer
