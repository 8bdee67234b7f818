"""A form that is shown again because it was refused, says so to programs too: 400, as everywhere on this site."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse

REFUSED = 400


class Refusals:
    """The pages of allauth answer 200 to a form with a mistake; this is the one place where that is put right."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing happens before a page is known to be one of a form."""
        return self.answer(request)

    def process_template_response(
        self, request: HttpRequest, response: SimpleTemplateResponse
    ) -> SimpleTemplateResponse:
        """What was sent and has mistakes in it, was refused."""
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):  # noqa: PLR2004 the usual answer
            response.status_code = REFUSED
        return response
