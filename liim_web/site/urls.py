"""Addresses of the public pages: of the released edition, and the same under the permanent address of each."""

from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from liim_web.site.about import views as about
from liim_web.site.area import views as area
from liim_web.site.comparing import views as comparing
from liim_web.site.documents import views as documents
from liim_web.site.figure import views as figure
from liim_web.site.indicator import views as indicator
from liim_web.site.pictures import views as pictures
from liim_web.site.start import views as start


class AreaConverter(StringConverter):
    """The kinds of areas that addresses begin with."""

    regex = "gemeente|gebied"


register_converter(AreaConverter, "area")

_pages = [
    path("gemeente/<slug:place>/", area.area, name="municipality"),
    path("gebied/<slug:place>/", area.area, name="union"),
    path("<area:kind>/<slug:place>/alles/", area.everything, name="everything"),
    path("gemeente/<slug:place>/binnen/", area.inside, name="inside"),
    path("<area:kind>/<slug:place>/nieuw/", area.what_is_new, name="news"),
    path("<area:kind>/<slug:place>/documenten/", documents.listed, name="documents"),
    path("<area:kind>/<slug:place>/documenten/<str:name>", documents.document, name="document"),
    path("<area:kind>/<slug:place>/<slug:indicator>/beeld/", pictures.share, name="share"),
    path("<area:kind>/<slug:place>/<slug:indicator>/beeld.<slug:form>", pictures.picture, name="picture"),
    path("<area:kind>/<slug:place>/<slug:indicator>/inbed/", pictures.embed, name="embed"),
    path("<area:kind>/<slug:place>/<slug:indicator>/", figure.figure, name="figure"),
    path("indicator/", indicator.indicators, name="indicators"),
    path("indicator/<slug:indicator>/", indicator.indicator, name="indicator"),
    path("indicator/<slug:indicator>/beeld/", pictures.share, name="share-map"),
    path("indicator/<slug:indicator>/beeld.<slug:form>", pictures.picture, name="picture-map"),
    path("indicator/<slug:indicator>/inbed/", pictures.embed, name="embed-map"),
    path("indicator/<slug:indicator>/methode/", indicator.method, name="method"),
    path("beschikbaar/", about.coverage, name="coverage"),
    path("beschikbaar/beschikbaar.json", about.availability, name="availability"),
    path("bronnen/", about.sources, name="sources"),
    path("niet-getoond/", about.not_shown, name="not-shown"),
    path("zoek/", start.find, name="find"),
    path("vergelijk/", comparing.compare, name="compare"),
    path("vergelijk/twee/", comparing.two, name="two"),
]

app_name = "site"
urlpatterns = [
    path("", start.start, name="start"),
    path("edities/", about.editions, name="editions"),
    path("editie/<str:edition>/", about.edition, name="edition"),
    path("toegankelijkheid/", about.accessibility, name="accessibility"),
    *_pages,
    path("editie/<str:edition>/", include(_pages)),
]
