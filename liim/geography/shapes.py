"""The boundaries of municipalities, from the shapefiles that a folder of input brings: simplified, for maps.

TopoJSON keeps each border once, so that neighbours stay neighbours after simplification; the paths for static maps
are made from the same borders and fit without gaps or overlaps.

Source: shapefiles of Provincies in Cijfers, Belgian Lambert 72 (EPSG:31370, metres). What is odd about them: the code
is text for today, a number before; in 2018 its column is cut to ten letters; pseudo-areas have no shape.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import shapefile  # type: ignore[import-untyped]  # ships no types
from topojson.core.topology import Topology

from liim.geography.folder import the_file
from liim.geography.hierarchy import municipalities

_FILES = {"2018": ("gemeente2018", "gemeente20"), "2019": ("gemeente2024", "gemeente"), "2025": ("gemeente", "geoitem")}
_GRID = 50  # metres: a line on a map of Flanders on a screen is wider
_TOLERANCE = 120  # metres (Douglas-Peucker)
_KM2 = 1_000_000  # m²
_CORNERS = 3  # fewer make no area

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outlines:
    """A static map: `viewbox` for the SVG element, and the path data of each area by its code; north is up.

    One unit is 50 metres; the corner of the box is the corner of the map. Paths are filled by the even-odd rule.
    """

    viewbox: str
    paths: Mapping[str, str]


def topologies(folder: Path) -> Mapping[str, str]:
    """The TopoJSON text of each geography of which the folder brings a shapefile, by the name of its file."""
    given = [one for one, (name, _) in _FILES.items() if any(folder.rglob(f"{name}.shp"))]
    return MappingProxyType({f"{one}.topojson": topojson_of(read_shapes(folder, one)) for one in given})


def read_shapes(folder: Path, geography: str) -> Mapping[str, Mapping[str, Any]]:
    """The shape of each municipality of a geography by its code: GeoJSON geometries in Lambert 72, metres.

    Raises FileNotFoundError if the folder lacks the shapefile, ValueError if it is of another division.
    """
    wanted = municipalities(geography)
    name, column = _FILES[geography]
    file = the_file(folder, f"{name}.shp")
    with shapefile.Reader(file) as reader:
        shapes = {str(record.record[column]): record.shape.__geo_interface__ for record in reader.iterShapeRecords()}
    if wrong := shapes.keys() ^ wanted:
        raise ValueError(
            f"{file.name}: holds other municipalities than geography {geography}: {', '.join(sorted(wrong)[:10])} "
            f"({len(wrong)} in all). Is this the file of another division?",
        )
    return MappingProxyType(dict(sorted(shapes.items())))


def surfaces(folder: Path, geography: str) -> Mapping[str, float]:
    """The surface of each municipality in km², from a folder that brings the shapefile of the geography; else none.

    Measured on the publisher's own, simplified borders: for density, not for the land register.
    """
    if not any(folder.rglob(f"{_FILES[geography][0]}.shp")):
        return MappingProxyType({})
    shapes = read_shapes(folder, geography)
    return MappingProxyType({code: sum(map(_surface, _polygons(shape))) / _KM2 for code, shape in shapes.items()})


def _surface(polygon: Sequence[Sequence[Sequence[float]]]) -> float:
    """The surface of a polygon less its holes, whichever way round each ring goes (Gauss's shoelace)."""
    outer, *holes = (abs(sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))) / 2 for ring in polygon)
    return outer - sum(holes)


def topojson_of(shapes: Mapping[str, Mapping[str, Any]]) -> str:
    """The simplified shapes as TopoJSON text: one object `areas`, each geometry with its code as id.

    Coordinates are Lambert 72 in metres, already flat: draw them with an identity projection, y turned over. The same
    shapes give the same text.
    """
    west, south = _corner(shapes)
    features = [{"type": "Feature", "id": code, "properties": {}, "geometry": shapes[code]} for code in sorted(shapes)]
    topology = Topology(
        {"type": "FeatureCollection", "features": features},
        prequantize={"scale": [_GRID, _GRID], "translate": [west, south]},
        toposimplify=_TOLERANCE,
        object_name="areas",
    )
    return str(topology.to_json())


def outlines(topology: str, width: int | None = None) -> Outlines:
    """The path of each area for a static map, from the text that `topojson_of` gives; `width` in units, else as it is.

    Every border is rounded once, to a tenth of a unit where a width is given, so that neighbours still fit.
    """
    drawn = json.loads(topology)
    arcs = [list(_points(arc)) for arc in drawn["arcs"]]
    whole = max(x for arc in arcs for x, _ in arc)
    tenths = 1 if width is None else 10
    if width is not None:
        scale = tenths * width / whole
        arcs = [[(round(x * scale), round(y * scale)) for x, y in arc] for arc in arcs]
    corners = [point for arc in arcs for point in arc]
    right, top = max(x for x, _ in corners), max(y for _, y in corners)
    paths = {
        shape["id"]: "".join(_path(_ring(ring, arcs), top, tenths) for ring in _rings(shape))
        for shape in drawn["objects"]["areas"]["geometries"]
    }
    return Outlines(f"0 0 {right / tenths:g} {top / tenths:g}", MappingProxyType(paths))


def _corner(shapes: Mapping[str, Mapping[str, Any]]) -> Point:
    """The south-west corner, on the grid."""
    points = [point for shape in shapes.values() for polygon in _polygons(shape) for point in polygon[0]]
    west, south = min(x for x, _ in points), min(y for _, y in points)
    return int(west // _GRID) * _GRID, int(south // _GRID) * _GRID


def _polygons(shape: Mapping[str, Any]) -> Sequence[Any]:
    coordinates: Sequence[Any] = shape["coordinates"]
    return [coordinates] if shape["type"] == "Polygon" else coordinates


def _points(arc: Sequence[Sequence[int]]) -> Iterator[Point]:
    """An arc's points on the grid: TopoJSON writes each as its distance from the one before."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


def _rings(shape: Mapping[str, Any]) -> list[list[int]]:
    """The rings of a shape, holes too, as the arcs that they follow."""
    arcs: list[Any] = shape["arcs"]
    polygons = [arcs] if shape["type"] == "Polygon" else arcs
    return [ring for polygon in polygons for ring in polygon]


def _ring(ring: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """A ring's points, the last not repeating the first. A negative arc is followed backwards (-1 is the first)."""
    points: list[Point] = []
    for arc in ring:
        followed = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(followed[1:] if points else followed)
    return points[:-1]


def _path(points: Sequence[Point], height: int, tenths: int) -> str:
    if len(points) < _CORNERS:
        return ""
    (x, y), *rest = points
    steps = []
    before = (x, y)
    for point in rest:
        if point != before:
            steps.append(f"{(point[0] - before[0]) / tenths:g},{(before[1] - point[1]) / tenths:g}")
        before = point
    return f"M{x / tenths:g},{(height - y) / tenths:g}l{' '.join(steps)}z"
