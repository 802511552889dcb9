"""Takes the guide's screenshots anew: `make pictures`, or `python -m docs.pictures NAME...` for some of them.

They show the sample library with its vectors and its map. Those of a large library need the public corpora
beside the project and a long time of embedding: `make pictures LARGE=1`.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from kb.catalogue import ENGLISH, RUSSIAN
from kb.clock import present, yesterday
from kb.exporting.report import Form
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings

FOLDER = Path(__file__).parent / "images"
_CORPORA = PROJECT_ROOT.parent / "shared" / "corpora"
_SIZE = {"width": 1440, "height": 900}
_PHONE = {"width": 400, "height": 800}
_TOLD = "/item?key=arxiv%3A2506.00200"
_BESIDE = "&beside=post%3Atelegram%2Fjomo_sample_lab%2F31"
_STARTS_WITHIN_S = 60
_MORNING = f"Etc/GMT{min(datetime.now(UTC).hour - 9, 12):+d}"
"""Where it is nine in the morning, or before noon: no zone is further west. There it is the same day."""
_YEAR = ((present() - timedelta(days=366)).date().isoformat(), yesterday())
"""The days that the sample tells of: it ends the day before it is loaded."""
_SETTLES_MS = 2_500
"""How long a page is left alone once it is drawn: fonts and charts still move a little."""
_QUIET = """document.querySelector('[data-test-script-state=notRunning]')
  && !document.querySelector('[data-testid=stSkeleton], [data-testid=stStatusWidget]')"""
_FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name, the address of what it shows, and a text that is there once it is drawn. Of
    a `report` it shows the file that is made of the sample's year; `phone` has a phone's width; `language` is
    that of the guide it belongs to."""

    name: str
    path: str
    awaited: str
    theme: str = "light"
    large: bool = False
    report: bool = False
    phone: bool = False
    language: str = ENGLISH


SHOTS = (
    Shot("today-light", "/", "Start triage"),
    Shot("diary-light", "/diary", "A whole channel ignored on purpose"),
    Shot("triage-light", "/triage", "Suggested:"),
    Shot("waiting-light", "/waiting", "Parked until a survey comes"),
    Shot("search-light", "/search?q=линейное+внимание+вместо+квадратичного", "and meaning"),
    Shot("reading-light", _TOLD + _BESIDE, "Around it"),
    Shot("reading-dark", _TOLD, "Around it", "dark"),
    Shot("reading-phone", _TOLD, "Around it", phone=True),
    Shot("notes-light", "/notes", "Take out as Markdown"),
    Shot("map-light", "/map", "Whole map"),
    Shot("map-dark", "/map", "Whole map", "dark"),
    Shot("areas-light", "/areas", "Look again"),
    Shot("role-light", "/areas?tab=Role", "What it lacks"),
    Shot("drift-light", "/areas?tab=Drift", "Does what comes in go where you decided?"),
    Shot(
        "reflection-light",
        f"/reflection?view=Figures&from={_YEAR[0]}&to={_YEAR[1]}",
        "Which lists earned their time?",
    ),
    Shot("report-light", "", "What you were right to leave alone", report=True),
    Shot("today-russian", "/", "Начать разбор", language=RUSSIAN),
    Shot("triage-russian", "/triage", "Предложение:", language=RUSSIAN),
    Shot("search-russian", "/search?q=линейное+внимание+вместо+квадратичного", "и смысл", language=RUSSIAN),
    Shot("map-20k-light", "/map", "Whole map", large=True),
    Shot("map-20k-dark", "/map", "Whole map", "dark", large=True),
)


def sample(home: Path) -> None:
    """The sample library with everything that is derived."""
    with closing(Library(Settings(home=home, network=False))) as library:
        library.intake.load_sample()
        library.evidence.scan()
        _take_notes(library)
        _derived(library)
        _set_aside(library)
        _write_diary(library)


def large(home: Path) -> None:
    """Every paper of the public corpora."""
    with closing(Library(Settings(home=home, network=False))) as library:
        library.intake.add([str(file) for file in sorted(_CORPORA.glob("arxiv_*.jsonl*"))])
        _derived(library)


def _set_aside(library: Library) -> None:
    """Lets some of the sample wait: for a survey, and with people."""
    library.waiting.park(
        ["arxiv:2603.25333", "arxiv:2603.23508", "arxiv:2603.18409"], "Retrieval for long documents"
    )
    library.waiting.watch("Retrieval for long documents")
    library.waiting.park(["arxiv:2603.16987", "arxiv:2603.05147"], "small vision models")
    library.delegations.give(["arxiv:2603.25607"], "Анна Белова", "next Friday", "Есть ли что-то для КТ?")
    library.delegations.give(["arxiv:2603.14323"], "Mikhail", "in two weeks")
    library.delegations.give(["arxiv:2602.21224"], "Mikhail")
    gist = "Tried it on our server: drafts are reused, about a fifth faster at equal quality."
    library.delegations.returned("arxiv:2602.21224", gist, 4)


def _write_diary(library: Library) -> None:
    """Some entries of the last weeks."""
    for days, emotion, strength, situation in (
        (24, "dread", 70, "Forty new papers on a Monday morning"),
        (16, "тревога", 55, "Созвон о квантовании, ничего не читал"),
        (9, "relief", 30, "A whole channel ignored on purpose"),
        (2, "curiosity", 45, "One paper, read to its end"),
    ):
        on = (present().date() - timedelta(days=days)).isoformat()
        library.diary.add(situation, "", emotion, strength, "", on)


def _take_notes(library: Library) -> None:
    """Some notes and highlights."""
    reader = "post:telegram/jomo_sample_radiology/15"
    talk = "url:https://example.org/talks/linear-attention-in-one-hour"
    graph = "url:https://example.org/articles/speculative-latency-graph"
    notes = library.notes
    notes.add(reader, "", quote="Двенадцать читателей смотрели 400 исследований из трёх учреждений")
    notes.add(graph, "", quote="The culprit was speculation.")
    notes.add(
        graph,
        "Check **our** tail at temperature 1.0 before we turn speculation on.",
        quote="median latency unchanged, but at temperature 1.0 the tail had doubled",
    )
    kept = "A linear layer keeps a fixed-size state and updates it"
    notes.add(talk, "For the seminar: start from the state, not from the kernel.", quote=kept)
    notes.add("url:https://example.org/articles/porog-uverennosti", "Посчитать цену пропуска и для OCR.")


def _derived(library: Library) -> None:
    library.work.embed()
    library.map.update(rebuild=True)


@contextmanager
def served(home: Path, language: str) -> Iterator[str]:
    """The app on a library, in a language, by its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = ["--server.headless=true", f"--server.port={port}"]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=PROJECT_ROOT,
        env={
            **os.environ,
            "KB_HOME": str(home),
            "KB_NETWORK": "false",
            "KB_LANGUAGE": language,
            "KB_TIMEZONE": _MORNING,
        },
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _until_healthy(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)


def _until_healthy(address: str) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN_S
    while True:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def reported(home: Path) -> str:
    """The address of the report of the sample's year, written beside the library."""
    file = home / "year.html"
    with closing(Library(Settings(home=home, network=False))) as library:
        file.write_text(library.reports.written(*_YEAR, Form.HTML), encoding="utf-8")
    return file.as_uri()


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Opens a page as a person would and keeps what is seen of it without scrolling."""
    size = _PHONE if shot.phone else _SIZE
    page: Page = browser.new_page(viewport=size, color_scheme=shot.theme)  # type: ignore[arg-type]
    page.goto(address + shot.path)
    page.get_by_text(shot.awaited).first.wait_for(timeout=60_000)
    if not shot.report:
        _settle(page)
    picture = Image.open(io.BytesIO(page.screenshot()))
    # 256 colours are enough for a calm page, and a third of the size. By octree: the median cut gave the few
    # points of two zones one colour.
    picture.convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        FOLDER / f"{shot.name}.png", optimize=True
    )
    page.close()


def _settle(page: Page) -> None:
    """Waits until nothing is being drawn, and still is not a little later: a chart's place turns up late."""
    while True:
        page.wait_for_function(_QUIET, timeout=60_000)
        page.wait_for_timeout(_SETTLES_MS)
        if page.evaluate(_QUIET):
            return


def main(names: Sequence[str], with_large: bool) -> None:
    chromium = os.environ.get("JOMO_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("No Chromium on this machine: install it or name one in JOMO_CHROMIUM")
    wanted = [shot for shot in SHOTS if (not names or shot.name in names) and (with_large or not shot.large)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        for kind, fill in ((False, sample), (True, large)):
            shots = [shot for shot in wanted if shot.large is kind]
            if not shots:
                continue
            home = Path(folder) / fill.__name__
            fill(home)
            for language in sorted({shot.language for shot in shots}):
                with served(home, language) as address:
                    for shot in (shot for shot in shots if shot.language == language):
                        take(browser, reported(home) if shot.report else address, shot)
                        print(f"docs/images/{shot.name}.png")
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m docs.pictures", description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these; all without")
    given = parser.parse_args()
    main(given.names, given.large)
