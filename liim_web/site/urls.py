"""Addresses of the public pages: of the released edition, and the same under the permanent address of each."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from liim_web.site import picture_views, views


class AreaConverter(StringConverter):
    """The kinds of areas that addresses begin with."""

    regex = "gemeente|gebied"


register_converter(AreaConverter, "area")

_pages = [
    path("gemeente/<slug:place>/", views.area, name="municipality"),
    path("gebied/<slug:place>/", views.area, name="union"),
    path("<area:kind>/<slug:place>/alles/", views.everything, name="everything"),
    path("gemeente/<slug:place>/binnen/", views.inside, name="inside"),
    path("<area:kind>/<slug:place>/nieuw/", views.what_is_new, name="news"),
    path("<area:kind>/<slug:place>/<slug:indicator>/beeld/", picture_views.share, name="share"),
    path("<area:kind>/<slug:place>/<slug:indicator>/beeld.<slug:form>", picture_views.picture, name="picture"),
    path("<area:kind>/<slug:place>/<slug:indicator>/inbed/", picture_views.embed, name="embed"),
    path("<area:kind>/<slug:place>/<slug:indicator>/", views.figure, name="figure"),
    path("indicator/", views.indicators, name="indicators"),
    path("indicator/<slug:indicator>/", views.indicator, name="indicator"),
    path("indicator/<slug:indicator>/beeld/", picture_views.share, name="share-map"),
    path("indicator/<slug:indicator>/beeld.<slug:form>", picture_views.picture, name="picture-map"),
    path("indicator/<slug:indicator>/inbed/", picture_views.embed, name="embed-map"),
    path("indicator/<slug:indicator>/methode/", views.method, name="method"),
    path("beschikbaar/", views.coverage, name="coverage"),
    path("beschikbaar/beschikbaar.json", views.availability, name="availability"),
    path("bronnen/", views.sources, name="sources"),
    path("niet-getoond/", views.not_shown, name="not-shown"),
    path("zoek/", views.find, name="find"),
    path("vergelijk/", views.compare, name="compare"),
    path("vergelijk/twee/", views.two, name="two"),
]

app_name = "site"
urlpatterns = [
    path("", views.start, name="start"),
    path("edities/", views.editions, name="editions"),
    path("editie/<str:edition>/", views.edition, name="edition"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    *_pages,
    path("editie/<str:edition>/", include(_pages)),
]
