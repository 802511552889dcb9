"""Jomo as others get it: a wheel in an environment of its own, called from a folder of something else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from tests.browser.conftest import answering
from tests.serving import free_port

_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
_OFFLINE = ("--no-index", "--no-deps")
# A person's folders follow from HOME unless one of these says otherwise; PYTHON... could lead into the clone.
_NOT_INHERITED = ("PYTHON", "XDG_", "KB_", "STREAMLIT_")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by what requirements-dev.txt brings, which is what pyproject.toml asks for."""
    folder = tmp_path_factory.mktemp("wheel")
    as_it_is = ("--no-build-isolation", "--check-build-dependencies")
    subprocess.run([*_PIP, "wheel", *_OFFLINE, *as_it_is, "--wheel-dir", folder, PROJECT_ROOT], check=True)
    [built] = folder.glob("jomo-*.whl")
    return built


@dataclass(frozen=True)
class Installed:
    """The programs of an environment, called by somebody who has no settings yet."""

    programs: Path
    home: Path
    """The person's, not the library's."""
    folder: Path
    """Where the person is."""
    cache: Path

    def __call__(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder, env=self.environment, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_INHERITED)}
        return {**inherited, "HOME": str(self.home), "KB_CACHE": str(self.cache), "KB_NETWORK": "false"}

    @property
    def library(self) -> Path:
        """Wherever this system keeps what belongs to a person."""
        [database] = self.home.rglob("jomo.sqlite")
        return database.parent

    @contextmanager
    def app(self) -> Iterator[str]:
        port = free_port()
        command = [str(self.programs / "jomo"), "app", "--port", str(port), "--no-browser"]
        with (self.home / "app.log").open("wb") as log:
            server = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
            with answering(server, port) as address:
                yield address


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Installed:
    """The wheel in an environment that sees what Jomo runs on, and nothing of this clone."""
    environment, home = tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("person")
    venv.create(environment, symlinks=True)
    [packages] = environment.rglob("site-packages")
    (packages / "runs-on.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    python = environment / "bin" / "python"
    subprocess.run([*_PIP, "--python", python, "install", *_OFFLINE, wheel], check=True)
    folder = home / "another app"
    (folder / ".streamlit").mkdir(parents=True)
    (folder / ".streamlit" / "config.toml").write_text('[theme.light]\nbackgroundColor = "#FF0000"\n')
    return Installed(environment / "bin", home, folder, cache)


@pytest.fixture(scope="module")
def sampled(installed: Installed) -> Installed:
    """With the sample library, and nothing at work that would load the model."""
    installed("jomo", "sample", "--no-embed")
    library = Library(Settings(home=installed.library))
    library.work.stop()
    library.close()
    return installed


def test_the_wheel_holds_what_a_clone_runs_on_and_nothing_else(wheel: Path) -> None:
    beside = ("app.py", "pages", ".streamlit", "data/sample")
    expected = _files("kb") | {f"kb/root/{name}" for folder in beside for name in _files(folder)}
    assert {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name} == expected


def _files(name: str) -> set[str]:
    found = [PROJECT_ROOT / name, *(PROJECT_ROOT / name).rglob("*")]
    kept = (path for path in found if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(PROJECT_ROOT).as_posix() for path in kept}


def test_nothing_of_the_clone_is_used(installed: Installed) -> None:
    script = r"import sys, kb.settings; print(kb.settings.PROJECT_ROOT, *sys.path, sep='\n')"
    root, *searched = installed("python", "-c", script).splitlines()
    assert Path(root).is_relative_to(installed.programs.parent)
    assert str(PROJECT_ROOT) not in searched


def test_both_names_run_the_same_commands_and_say_so_in_their_help(sampled: Installed) -> None:
    [hit] = json.loads(sampled("jomo", "search", "LogQuant", "-n", "1", "--json"))
    assert hit["key"] == "arxiv:2503.19950"
    assert json.loads(sampled("python", "-m", "kb", "show", hit["key"], "--json"))["title"] == hit["title"]
    assert "Example: jomo list" in sampled("jomo", "list", "--help")
    assert "Example: python -m kb list" in sampled("python", "-m", "kb", "list", "--help")


@pytest.fixture
def address(sampled: Installed, browser: Browser) -> Iterator[str]:
    with sampled.app() as address:
        yield address


def test_the_app_comes_up_whole_on_every_page(address: str, page: Page) -> None:
    for title in ("Reflection", "Map", "Areas", "Triage", "Search", "Add", "Today"):
        page.goto(f"{address}/{title.lower()}")
        expect(page).to_have_title(f"{title} · Jomo")
        expect(page.get_by_role("heading").first).to_be_visible()
        background = page.get_by_test_id("stApp").evaluate("one => getComputedStyle(one).backgroundColor")
        assert background == "rgb(250, 249, 246)"
    page.goto(f"{address}/item?key=arxiv:2503.19950")
    expect(page.get_by_role("heading", name="LogQuant")).to_be_visible()
