"""Words that all pages may use in their templates."""

from django import template
from django.template.context import RequestContext
from django.urls import translate_url

register = template.Library()


@register.simple_tag(takes_context=True)
def this_page_in(context: RequestContext, language: str) -> str:
    """The address of the present page in another language."""
    request = context.get("request")
    return translate_url(request.get_full_path(), language) if request else f"/{language}/"
