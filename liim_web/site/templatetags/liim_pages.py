"""Words that all pages may use in their templates."""

from django import template
from django.template.context import RequestContext
from django.urls import translate_url

register = template.Library()

_OF_NO_EDITION = {"editions", "accessibility"}  # they tell of all of them


@register.simple_tag(takes_context=True)
def this_page_in(context: RequestContext, language: str) -> str:
    """The address of the present page in another language."""
    request = context.get("request")
    return translate_url(request.get_full_path(), language) if request else f"/{language}/"


@register.simple_tag(takes_context=True)
def permanent_address(context: RequestContext) -> str:
    """Where the present page stands for good, as it is printed on paper; its own address where it has no other.

    "" where pages are files: these do not know where they will stand.
    """
    request, reading = context.get("request"), context.get("reading")
    if request is None or reading is None or reading.written:
        return ""
    path = request.get_full_path()
    stands_in_edition = request.resolver_match and request.resolver_match.url_name not in _OF_NO_EDITION
    if stands_in_edition and not reading.fixed:
        path = reading.permanent_root + path.removeprefix(reading.root)
    return str(request.build_absolute_uri(path))
