"""Data to Plotly figures in one template, light and dark. No Streamlit here."""

from kb.plots.charts import ShareRow, monthly_figure, usefulness_figure
from kb.plots.frame import CHART_CONFIG, FONT_SIZE
from kb.plots.map import map_figure
from kb.plots.palette import DARK, LIGHT, NO_AREA, NOT_JUDGED, Palette, palette
from kb.plots.places import MapData, Region, outlines

__all__ = [
    "CHART_CONFIG",
    "DARK",
    "FONT_SIZE",
    "LIGHT",
    "NOT_JUDGED",
    "NO_AREA",
    "MapData",
    "Palette",
    "Region",
    "ShareRow",
    "map_figure",
    "monthly_figure",
    "outlines",
    "palette",
    "usefulness_figure",
]
