import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import shapefile  # type: ignore[import-untyped]  # ships no types
from shapely.geometry import shape  # type: ignore[import-untyped]  # ships no types
from shapely.strtree import STRtree  # type: ignore[import-untyped]  # ships no types

from liim.geography import GEOGRAPHIES, areas_of, municipalities, tile_map
from liim.geography.shapes import outlines, read_shapes, surfaces, topojson_of

KM = 1000


def square(west: float, south: float, side: float = 5 * KM) -> Mapping[str, Any]:
    """A square in Lambert 72, clockwise as shapefiles are."""
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[(west, south), (west, north), (east, north), (east, south), (west, south)]],
    }


def corners(path: str) -> set[tuple[int, int]]:
    """The points of a path of one ring, absolute."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    x = y = 0
    found = set()
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.add((x, y))
    return found


def test_neighbours_share_their_border_and_north_is_up() -> None:
    """Two squares of 5 km: a unit is 50 m, so that each is 100 wide."""
    drawn = outlines(
        topojson_of(
            {"west": square(20_000, 150_000), "east": square(25_000, 150_000), "north": square(20_000, 155_000)}
        )
    )
    assert drawn.viewbox == "0 0 200 200"
    assert corners(drawn.paths["west"]) == {(0, 100), (100, 100), (0, 200), (100, 200)}
    assert corners(drawn.paths["north"]) == {(0, 0), (100, 0), (0, 100), (100, 100)}
    assert corners(drawn.paths["west"]) & corners(drawn.paths["east"]) == {(100, 100), (100, 200)}


def test_a_hole_is_a_ring_of_its_own() -> None:
    """Filled by the even-odd rule, the enclave stays visible."""
    inner = square(22_000, 152_000, KM)
    outer = {
        "type": "Polygon",
        "coordinates": [square(20_000, 150_000)["coordinates"][0], inner["coordinates"][0][::-1]],
    }
    drawn = outlines(topojson_of({"outer": outer, "inner": inner}))
    assert drawn.paths["outer"].count("M") == 2
    assert drawn.paths["inner"].count("M") == 1


def test_parts_that_lie_apart_are_all_drawn() -> None:
    apart = {"type": "MultiPolygon", "coordinates": [square(x, 150_000)["coordinates"] for x in (20_000, 40_000)]}
    assert outlines(topojson_of({"a": apart})).paths["a"].count("M") == 2


def shapefile_of(file: Path, column: str, codes: frozenset[str], *, numeric: bool) -> None:
    with shapefile.Writer(file) as writer:
        writer.field(column, "N" if numeric else "C", 18)
        for place, code in enumerate(sorted(codes)):
            writer.poly([[list(point) for point in square(place * 5 * KM, 150_000)["coordinates"][0]]])
            writer.record(int(code) if numeric else code)


@pytest.mark.parametrize(
    ("division", "name", "column", "numeric"),
    [
        ("2018", "gemeente2018", "gemeente20", True),
        ("2019", "gemeente2024", "gemeente", True),
        ("2025", "gemeente", "geoitem", False),
    ],
)
def test_codes_are_text_however_the_file_writes_them(
    tmp_path: Path,
    division: str,
    name: str,
    column: str,
    numeric: bool,  # noqa: FBT001 (a case of the table above)
) -> None:
    shapefile_of(tmp_path / name, column, municipalities(division), numeric=numeric)
    assert set(read_shapes(tmp_path, division)) == municipalities(division)


def test_the_shapes_of_another_division_are_refused(tmp_path: Path) -> None:
    shapefile_of(tmp_path / "gemeente", "geoitem", municipalities("2019"), numeric=False)
    with pytest.raises(ValueError, match="11007"):
        read_shapes(tmp_path, "2025")


def test_a_folder_without_shapes_says_which_file_is_lacking(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gemeente\.shp"):
        read_shapes(tmp_path, "2025")


def test_each_municipality_has_one_tile_of_its_own() -> None:
    tiles = tile_map()
    assert sorted(tiles["code"]) == sorted(municipalities("2025"))
    assert tiles.select("column", "row").is_unique().all()
    assert (tiles["column"].min(), tiles["row"].min()) == (0, 0)


def test_there_are_tiles_for_today_only() -> None:
    with pytest.raises(ValueError, match="2025"):
        tile_map("2019")


def test_west_flanders_lies_west_of_limburg_on_the_tiles_and_brussels_between() -> None:
    placed = tile_map().join(areas_of("2025"), on="code").group_by("arrondissement").agg(pl.col("column").mean())
    column = dict(placed.select("arrondissement", "column").rows())
    assert column["31000"] < column["44000"] < column["21000"] < column["24000"] < column["71000"]


@pytest.mark.real
@pytest.mark.parametrize("division", GEOGRAPHIES)
def test_every_municipality_is_drawn_within_150_kilobytes(published: Path, division: str) -> None:
    topology = topojson_of(read_shapes(published, division))
    drawn = outlines(topology)
    assert set(drawn.paths) == municipalities(division)
    assert all(path.endswith("z") for path in drawn.paths.values())
    assert len(topology) < 150_000
    assert sum(map(len, drawn.paths.values())) < 150_000


@pytest.mark.real
def test_the_same_shapes_give_the_same_text_whatever_the_process(published: Path) -> None:
    program = (
        "import sys, pathlib; from liim.geography.shapes import read_shapes, topojson_of; "
        "sys.stdout.write(topojson_of(read_shapes(pathlib.Path(sys.argv[1]), '2025')))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program, str(published)],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


@pytest.mark.real
def test_neighbours_stay_near_on_the_tiles(published: Path) -> None:
    """Five of six neighbours touch on the tile map, at least at a corner; hardly any lie more than two tiles apart."""
    shapes = read_shapes(published, "2025")
    codes, drawn = list(shapes), [shape(one).buffer(0) for one in shapes.values()]
    left, right = STRtree(drawn).query([one.buffer(50) for one in drawn], predicate="intersects")
    at = {code: (column, row) for code, column, row in tile_map().rows()}
    apart = [
        max(abs(a - b) for a, b in zip(at[codes[i]], at[codes[j]], strict=True))
        for i, j in zip(left, right, strict=True)
        if i < j
    ]
    assert sum(steps <= 1 for steps in apart) / len(apart) > 5 / 6
    assert sum(steps > 2 for steps in apart) / len(apart) < 0.01


@pytest.mark.real
def test_surfaces_add_up_to_those_of_the_statistical_sectors(published: Path) -> None:
    """13 785.19 km², by the sectors of Statbel; simplified borders differ by less than a thousandth."""
    km2 = surfaces(published, "2025")
    assert set(km2) == municipalities("2025")
    assert sum(km2.values()) == pytest.approx(13_785.19, rel=1e-3)


def test_without_shapes_there_is_no_surface(tmp_path: Path) -> None:
    assert surfaces(tmp_path, "2025") == {}
