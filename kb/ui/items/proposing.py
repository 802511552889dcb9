"""Items that a note may link to, proposed while `[[` is typed: asked of the server by the field itself, so
that nothing of the page is drawn anew."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kb.catalogue import _, speaking
from kb.errors import JomoError
from kb.settings import Settings
from kb.text.formulas import lettered
from kb.types import Item
from kb.ui.shell import humanize, speech
from kb.ui.shell.bundled import base

_HERE = Path(__file__).parent
JS = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("running.js", "proposing.js"))
"""`proposeItems(field, offered)` and `isRunning()`, for the script of a component with a field for notes."""
CSS = (_HERE / "proposing.css").read_text(encoding="utf-8")
"""How what is proposed looks."""
_SHOWN = 5
"""Items at once: what is read at a glance."""


def offered() -> dict[str, str]:
    """What `proposeItems` takes: where items are proposed, as a path on this server behind which the words
    typed are put, and what is said beside them."""
    return {
        "address": f"{base()}/jomo/proposals?words=",
        "label": _("Items to link to"),
        "none": _("No title has {words}"),
    }


def _proposals(request: Request) -> Response:
    # The library is opened for the first page: its code is no part of the server's start.
    from kb.ui.shell.frame import open_library

    with speaking(speech.of_request(request.headers)):
        try:
            found = open_library(Settings()).notes.proposed(request.query_params.get("words", ""), _SHOWN)
        except JomoError as error:
            return JSONResponse({"error": str(error)}, 503)
        told = [
            {"link": one.link, "title": lettered(one.item.title) or _("Untitled"), "told": _told(one.item)}
            for one in found
        ]
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


def _told(item: Item) -> str:
    """What parts items of like titles: kind, who wrote it or where it appeared, how old it is."""
    who = humanize.people(item.authors, shown=1) or item.source
    return " · ".join(filter(None, (item.kind.label, who, humanize.age(item.dated, humanize.now()))))


def routes() -> list[Route]:
    """What the server answers for fields of notes."""
    return [Route(f"{base()}/jomo/proposals", _proposals)]
