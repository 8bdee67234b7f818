"""Charts as small SVG strings: one pure function per kind, the same for page and report."""

from liim.publish.charts.bars import Bar, Pair, bar_column, bars, gap
from liim.publish.charts.map import choropleth, class_limits, class_of, samples, tiles
from liim.publish.charts.rows import Backdrop, backdrop, small_parts, small_strip, small_trend
from liim.publish.charts.scatter import scatter
from liim.publish.charts.strip import strip
from liim.publish.charts.svg import Caption, stylesheet
from liim.publish.charts.trend import Point, Series, spark, trend

__all__ = [
    "Backdrop",
    "Bar",
    "Caption",
    "Pair",
    "Point",
    "Series",
    "backdrop",
    "bar_column",
    "bars",
    "choropleth",
    "class_limits",
    "class_of",
    "gap",
    "samples",
    "scatter",
    "small_parts",
    "small_strip",
    "small_trend",
    "spark",
    "strip",
    "stylesheet",
    "tiles",
    "trend",
]
