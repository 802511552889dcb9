"""Data to Plotly figures in one template, light and dark. No Streamlit here.

`kb.picture`, `kb.exporting` and what stands above may import this room; it is handed data and returns
figures.
"""

from kb.plots.calibration import calibration_figure
from kb.plots.categories import COLOURS, ORDERED, category, coloured_by, folded, month, month_name, shown
from kb.plots.charts import ShareRow, monthly_figure, usefulness_figure
from kb.plots.curve import curve_figure
from kb.plots.diary import diary_figure
from kb.plots.frame import FONT_SIZE
from kb.plots.map import map_figure
from kb.plots.outlines import MapData, Region, at_home, near_distance, outlines, seats
from kb.plots.palette import DARK, LIGHT, NO_AREA, NOT_JUDGED, Palette, palette
from kb.plots.settings import chart_config
from kb.plots.waiting import waiting_figure

__all__ = [
    "COLOURS",
    "DARK",
    "FONT_SIZE",
    "LIGHT",
    "NOT_JUDGED",
    "NO_AREA",
    "ORDERED",
    "MapData",
    "Palette",
    "Region",
    "ShareRow",
    "at_home",
    "calibration_figure",
    "category",
    "chart_config",
    "coloured_by",
    "curve_figure",
    "diary_figure",
    "folded",
    "map_figure",
    "month",
    "month_name",
    "monthly_figure",
    "near_distance",
    "outlines",
    "palette",
    "seats",
    "shown",
    "usefulness_figure",
    "waiting_figure",
]
