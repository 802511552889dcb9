"""Copies of the library, answered by the server to our own pages, by their names only."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from kb.catalogue import _, speaking
from kb.errors import JomoError
from kb.settings import Settings
from kb.types import Copy
from kb.ui.shell import speech
from kb.ui.shell.bundled import base


def address(copy: Copy) -> str:
    """Where a copy is taken along from, as a path on this server."""
    return f"{base()}/jomo/copy/{quote(copy.path.name)}"


def _copy(request: Request) -> Response:
    # The library is opened for the first page: its code is no part of the server's start.
    from kb.ui.shell.frame import open_library

    with speaking(speech.of_request(request.headers)):
        try:
            kept = open_library(Settings()).upkeep.copies()
        except JomoError as error:
            return PlainTextResponse(str(error), 404)
        name = request.path_params["name"]
        found = next((one for one in kept if one.whole and one.path.name == name), None)
        if found is None:
            return PlainTextResponse(_("There is no copy of this name; load the page anew"), 404)
    return FileResponse(found.path, filename=name, media_type="application/zip")


def routes() -> list[Route]:
    """What the server answers for copies."""
    return [Route(f"{base()}/jomo/copy/{{name}}", _copy)]
