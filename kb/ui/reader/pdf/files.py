"""pdf.js as it lies in the package, served to our pages: nothing is asked of another server."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from kb.ui.shell.bundled import KEPT, base

VERSION = "5.6.205"
"""The release that lies in the folder `pdfjs`; the note there says how to renew it."""
_FOLDER = Path(__file__).with_name("pdfjs")
_TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".pfb": "application/octet-stream"}


def address() -> str:
    """Where the files are, as a path on this server."""
    return f"{base()}/jomo/pdfjs-{VERSION}"


def _file(request: Request) -> Response:
    file = _FOLDER / str(request.path_params["name"])
    if file.parent != _FOLDER or file.suffix not in _TYPES or not file.is_file():
        return PlainTextResponse("There is no such file", 404)
    return FileResponse(file, media_type=_TYPES[file.suffix], headers={"Cache-Control": KEPT})


def routes() -> list[Route]:
    """What the server answers for the component."""
    return [Route(f"{address()}/{{name}}", _file)]
