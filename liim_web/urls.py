"""All addresses. Every page stands under its language; the bare root leads to the Dutch start page."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/nl/")),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("plan/", include("liim_web.plans.urls")),
        path("", include("liim_web.site.urls")),
    ),
]

handler404 = "liim_web.site.about.views.not_found"
