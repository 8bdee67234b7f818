"""What browsers are told about what our pages may load."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing from another host, no inline script or style: text that people type can never become code.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# For the one kind of page that is made to be shown within another.
MAY_BE_FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


def content_security_policy(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the policy to every answer."""

    def with_policy(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return with_policy
