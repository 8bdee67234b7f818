"""Addresses of the plans. A version's address is permanent."""

from django.urls import path

from liim_web.plans.views import commission, entering, exchange, lists, people, reading, reporting, working

app_name = "plans"
_version = "<slug:code>/versie/<int:number>/"
_round = "<slug:code>/ronde/<int:number>/"

urlpatterns = [
    path("", reading.start, name="start"),
    path("optreden-als/", commission.act, name="act"),
    path("commissie/", commission.seats, name="seats"),
    path("bewerk/<slug:slug>/nieuw/", entering.add, name="add"),
    path("bewerk/<slug:slug>/nieuw/<int:above>/", entering.add, name="add_under"),
    path("bewerk/<slug:slug>/<int:pk>/", entering.edit, name="edit"),
    path("bewerk/<slug:slug>/<int:pk>/weg/", entering.remove, name="remove"),
    path("beheer/", lists.bodies, name="bodies"),
    path("beheer/mensen/", people.members, name="members"),
    path("beheer/mensen/nodig-uit/", people.invite, name="invite"),
    path("beheer/mensen/<int:pk>/einde/", people.end, name="end_membership"),
    path("logboek/", commission.log, name="log"),
    path("logboek/logboek.jsonl", commission.export_log, name="export_log"),
    path("stap/<str:kind>/<int:pk>/<slug:name>/", working.step, name="step"),
    path("cel/<int:pk>/relevantie/", working.relevance, name="relevance"),
    path("rapport/<int:pk>/bewijs/", reporting.add_evidence, name="add_evidence"),
    path("bewijs/<int:pk>/", reporting.evidence, name="evidence"),
    path("bewijs/<int:pk>/weg/", reporting.remove_evidence, name="remove_evidence"),
    path("bewijs/<int:pk>/nagekeken/", reporting.verify_evidence, name="verify_evidence"),
    path("rapport/<int:pk>/oordeel/", reporting.assess, name="assess"),
    path("<slug:code>/", reading.plan, name="plan"),
    path("<slug:code>/bewerk/", lists.plan_parts, name="edit_plan"),
    path("<slug:code>/nieuwe-versie/", working.open_version, name="open_version"),
    path(_version, reading.version, name="version"),
    path(f"{_version}matrix/", reading.matrix, name="matrix"),
    path(f"{_version}brief/<slug:domain>/", reading.letter, name="letter"),
    path(f"{_version}actie/<slug:uid>/", reading.action, name="action"),
    path(f"{_version}doelstelling/<slug:goal>/", reading.objective, name="objective"),
    path(f"{_version}gewijzigd-sinds/<int:since>/", reading.changed, name="changed"),
    path(f"{_version}gewijzigd-sinds/<int:since>/bijlage.pdf", exchange.changes_as_pdf, name="changes_pdf"),
    path(f"{_version}controles/", reading.checks, name="checks"),
    path(f"{_version}plan.json", exchange.as_json, name="json"),
    path(f"{_version}acties.csv", exchange.as_csv, name="csv"),
    path(f"{_version}plan.xlsx", exchange.as_workbook, name="workbook"),
    path(f"{_version}plan.pdf", exchange.as_pdf, name="pdf"),
    path("<slug:code>/invoer/", exchange.bring_in, name="import"),
    path("<slug:code>/acties/<slug:uid>/wijzig/", working.request_change, name="request_change"),
    path("<slug:code>/acties/<slug:uid>/stop/", working.request_end, name="request_end"),
    path("<slug:code>/acties/<slug:uid>/bewerk/", lists.action_parts, name="edit_action"),
    path("<slug:code>/acties/nieuw/", working.request_action, name="request_action"),
    path("<slug:code>/vragen/", working.requests, name="requests"),
    path("<slug:code>/vragen/<int:pk>/", working.change_request, name="request"),
    path("<slug:code>/rondes/", reporting.round_list, name="rounds"),
    path("<slug:code>/rondes/nieuw/", reporting.new_round, name="new_round"),
    path(_round, reporting.round_page, name="round"),
    path(f"{_round}samen/", reporting.together, name="together"),
    path(f"{_round}<slug:uid>/", reporting.report, name="report"),
]
