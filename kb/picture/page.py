"""A scene as a page by itself: the SVG, and the title of what is pointed at. It needs no network and asks
for none, and is a tenth of what a page with a chart library in it would be."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from kb.catalogue import language
from kb.picture.scene import Scene
from kb.picture.svg import svg

_SCRIPT = Path(__file__).with_name("page.js")


def page(scene: Scene) -> str:
    """The whole HTML document."""
    details = list(dict.fromkeys(told.more for told in scene.told))
    at = {more: place for place, more in enumerate(details)}
    data = {
        "more": details,
        "points": [[told.x, told.y, told.title, at[told.more]] for told in scene.told],
    }
    # No text of the library may end the script or begin a comment in it.
    carried = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"""<!doctype html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{escape(scene.title)}</title>
<style>
body {{ margin: 0; background: {scene.page}; color: {scene.ink}; font: 15px/1.4 system-ui, sans-serif }}
svg {{ display: block; width: 100%; height: auto; max-height: 100vh; margin: 0 auto }}
#tip {{ position: fixed; max-width: min(340px, 80vw); padding: 6px 10px; background: {scene.raised};
  border: 1px solid {scene.line}; border-radius: 6px; pointer-events: none }}
#tip[hidden] {{ display: none }}
#tip b {{ display: block; font-weight: 600; overflow-wrap: anywhere }}
#tip span {{ opacity: .8; font-size: 13px }}
#ring {{ fill: none; stroke: {scene.ink}; stroke-width: 2.5; pointer-events: none }}
</style>
</head>
<body>
{svg(scene)}<div id="tip" role="status" hidden><b></b><span></span></div>
<script type="application/json" id="data">{carried}</script>
<script>
{_SCRIPT.read_text(encoding="utf-8")}</script>
</body>
</html>
"""
