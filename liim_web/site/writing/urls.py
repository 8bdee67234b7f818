"""The addresses of a site of files: the public pages alone."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(path("", include("liim_web.site.urls")))

handler404 = "liim_web.site.about.views.not_found"
