"""How a page that is kept travels."""

import gzip
from collections.abc import Callable

from django.test import Client

Release = Callable[..., str]
GENT = "/nl/gemeente/gent-44021/"


def test_a_page_is_compressed_for_who_takes_it_so(release: Release, client: Client) -> None:
    """When it is made and when it was kept, it says the same."""
    release()
    plain = client.get(GENT)
    assert "Content-Encoding" not in plain.headers
    for _ in range(2):
        packed = client.get(GENT, headers={"Accept-Encoding": "br, gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert gzip.decompress(packed.content) == plain.content


def test_a_page_that_did_not_change_is_not_sent_again(release: Release, client: Client) -> None:
    release("e1")
    mark = client.get(GENT).headers["ETag"]
    assert client.get(GENT, headers={"If-None-Match": mark}).status_code == 304
    release("e2")
    assert client.get(GENT, headers={"If-None-Match": mark}).status_code == 200
