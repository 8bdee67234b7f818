"""The Commission's seats, the log, and for whom one acts."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from liim_web.accounts.acting import act_as, acting
from liim_web.accounts.models import PolicyDomain
from liim_web.plans.audit import as_text, broken_links
from liim_web.plans.coverage import seated_domains
from liim_web.plans.logged import told
from liim_web.plans.models import AuditEvent, CommissionSeat
from liim_web.plans.rights import has_some, visible
from liim_web.plans.scopes import Kind

A_PAGE = 100


def seats(request: HttpRequest) -> HttpResponse:
    """Who sits for whom today, who sat before, and which domain has nobody."""
    actor = acting(request)
    today = timezone.localdate()
    held = CommissionSeat.objects.select_related("organisation", "domain")
    seated = seated_domains(today)
    domains = PolicyDomain.objects.filter(PolicyDomain.holds_on(today))
    shown = {
        "now": held.filter(CommissionSeat.holds_on(today)),
        "before": held.filter(end__lt=today),
        "gaps": [domain for domain in domains if domain.pk not in seated],
        "may_edit": has_some(actor, Kind.SEAT, "edit"),
        "actor": actor,
    }
    return render(request, "plans/working/seats.html", shown)


def log(request: HttpRequest) -> HttpResponse:
    """What happened, newest first, and whether the chain is whole."""
    actor = acting(request)
    if not has_some(actor, Kind.AUDIT, "read"):
        raise PermissionDenied("The log is read by chair, secretariat, auditor and administrator.")
    events = visible(actor, "read", AuditEvent.objects.order_by("-sequence"))
    if uid := request.GET.get("van"):
        events = events.filter(label=uid)
    page = Paginator(events, A_PAGE).get_page(request.GET.get("pagina"))
    shown = {
        "events": page,
        "rows": [told(event) for event in page],
        "broken": list(broken_links()) if "controle" in request.GET else None,
        "may_export": has_some(actor, Kind.AUDIT, "export"),
        "actor": actor,
    }
    return render(request, "plans/working/log.html", shown)


def export_log(request: HttpRequest) -> StreamingHttpResponse:
    """The whole log, one JSON text a line, with the hashes by which anyone can check it."""
    actor = acting(request)
    if not has_some(actor, Kind.AUDIT, "export"):
        raise PermissionDenied("The log is taken out by the auditor only.")
    events = visible(actor, "export", AuditEvent.objects.order_by("sequence"))
    response = StreamingHttpResponse(
        (as_text(event) + "\n" for event in events.iterator()), content_type="application/jsonl"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="logboek.jsonl"'
    return response


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Act in another of one's own memberships from now on."""
    chosen = request.POST.get("membership", "")
    if not chosen.isdecimal() or not act_as(request, int(chosen)):
        raise PermissionDenied("This membership is not yours, or has ended.")
    return redirect("plans:start")
