"""An OData v4 service is read page by page; Provincies in Cijfers at the source becomes a table for a mapping."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import stamina
from typer.testing import CliRunner

from liim.cli import app
from liim.sources import BadInput
from liim.sources.fetching.download import RefusedError
from liim.sources.fetching.odata import collection
from liim.sources.provincies_in_cijfers.at_the_source import address_of, table

from .publisher import Publisher, publishing

VALUES = "Variables('v1')/GeoLevels('gemeente')/PeriodLevels('year')/Periods('all')/Values"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Publisher]:
    with stamina.set_testing(True, attempts=2, cap=True), publishing(tmp_path / "service") as one:
        yield one


def put(service: Publisher, name: str, page: Any) -> str:
    """A page of the service, and its address."""
    path = service.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page if isinstance(page, str) else json.dumps(page), "utf-8")
    return f"{service.address}/{name}"


def value(code: str, period: str, text: str | None) -> dict[str, Any]:
    return {"ExternalCode": code, "Period": period, "ValueString": text}


def test_every_page_is_read_and_the_key_goes_along(service: Publisher) -> None:
    last = put(service, "second", {"value": [3]})
    first = put(service, "first", {"value": [1, 2], "@odata.nextLink": last})
    assert list(collection(first, headers={"apikey": "k"})) == [1, 2, 3]
    assert [headers["apikey"] for _, headers in service.asked] == ["k", "k"]


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<feed/>", "no JSON"),
        ({"d": {"results": []}}, "no list called value"),
        ({"error": {"code": "", "message": "Guest user group not found, No access!"}}, "No access!"),
        ({"value": [], "@odata.nextLink": "https://elsewhere.example/page"}, "another host"),
        ({"value": [], "@odata.nextLink": "page"}, "read before"),
    ],
)
def test_what_is_no_collection_is_refused_with_why(service: Publisher, page: Any, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        list(collection(put(service, "page", page)))


def test_who_has_no_key_is_told_that_it_is_refused(service: Publisher) -> None:
    address = put(service, "page", {"value": []})
    service.faults["page"] = "refused"
    with pytest.raises(RefusedError):
        list(collection(address))


def test_a_variable_is_asked_for_as_odata_writes_it() -> None:
    assert address_of("it's", service="https://x/odata/") == (
        "https://x/odata/Variables('it''s')/GeoLevels('gemeente')/PeriodLevels('year')/Periods('all')/Values"
    )


def test_a_variable_becomes_a_table_that_a_mapping_can_describe(
    service: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signs stay as they came: what they mean is for the mapping to say."""
    put(service, VALUES, {"value": [value("gemeente_44021", "2024", "120"), value("gemeente_11002", "2024", "x")]})
    monkeypatch.setenv("LIIM_PINC_KEY", "k")
    to = tmp_path / "v1.csv"
    told = CliRunner().invoke(app, ["sources", "odata", "v1", "--to", str(to), "--service", service.address])
    assert told.exit_code == 0, told.output
    assert to.read_text("utf-8") == "area,period,value\n11002,2024,x\n44021,2024,120\n"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([{"Code": "44021"}], "ExternalCode"),
        ([value("provincie_10000", "2024", "1")], "no gemeente"),
        ([], "no value"),
    ],
)
def test_values_of_something_else_are_refused(values: list[Any], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        table(values, "gemeente", Path("answer"))


def test_without_a_key_the_command_says_whom_to_ask(
    service: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(service, VALUES, {"value": []})
    service.faults["Values"] = "refused"
    monkeypatch.delenv("LIIM_PINC_KEY", raising=False)
    told = CliRunner().invoke(
        app, ["sources", "odata", "v1", "--to", str(tmp_path / "v"), "--service", service.address]
    )
    assert told.exit_code == 1
    assert "info@provincies.incijfers.be" in told.output
