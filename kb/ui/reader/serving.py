"""Originals of the library, answered by the server: to our own pages, by their digest only."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from kb.catalogue import speaking
from kb.errors import JomoError
from kb.importers.beside import PICTURES
from kb.settings import Settings
from kb.types import Original
from kb.ui.reader import saved
from kb.ui.shell import speech
from kb.ui.shell.bundled import base

_SHOWN = ("application/pdf", "text/html", *PICTURES.values())
"""What a browser shows by itself; anything else it keeps as a file."""
_SANDBOX = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; "
    "media-src data:; font-src data:; style-src 'unsafe-inline' data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""A saved page is somebody else's: no script of it runs, it is of no origin, it loads nothing and sends
nothing. Links that open a tab of their own may do so."""
_FRAMED_BY_NOBODY = "frame-ancestors 'none'"
"""For a PDF: more would keep the browser's own viewer out, which is a page around it."""


def address(one: Original) -> str:
    """Where an original is, as a path on this server."""
    return f"{base()}/jomo/original/{one.sha256}"


def _original(request: Request) -> Response:
    # The library is opened for the first page: its code is no part of the server's start.
    from kb.ui.shell.frame import open_library

    with speaking(speech.of_request(request.headers)):
        try:
            originals = open_library(Settings()).originals
            one, path = originals.get(str(request.path_params["digest"]))
            beside = originals.pictures_beside(one.sha256) if one.media_type == "text/html" else {}
        except JomoError as error:
            return PlainTextResponse(str(error), 404)
    headers = {
        # As it is: a charset would be added to a page that says its own.
        "Content-Type": one.media_type if one.media_type in _SHOWN else "application/octet-stream",
        "Content-Security-Policy": _FRAMED_BY_NOBODY if one.media_type == "application/pdf" else _SANDBOX,
        "Cache-Control": "private, no-cache",
    }
    if beside:
        return Response(saved.with_pictures(path.read_bytes(), beside), headers=headers)
    return FileResponse(
        path,
        filename=one.name,
        content_disposition_type="inline" if one.media_type in _SHOWN else "attachment",
        headers=headers,
    )


def routes() -> list[Route]:
    """What the server answers for originals."""
    return [Route(f"{base()}/jomo/original/{{digest}}", _original)]
