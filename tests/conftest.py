"""What tests share: libraries in folders of their own, encoders, and the public data beside the project."""

from __future__ import annotations

import functools
import gc
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest
from filelock import FileLock
from numpy.typing import NDArray

from kb import catalogue
from kb.cli import main
from kb.embedding.bundled import BundledEncoder, bundled_weights
from kb.embedding.unit import unit_rows
from kb.ingest.sample import FOLDER, WRITTEN
from kb.library import Library
from kb.settings import Settings
from kb.text.words import stems
from tests.serving import Site, serving

# Commands follow the system's language; what most tests look for is English.
os.environ["LANGUAGE"] = catalogue.ENGLISH

# A busy machine is no fault of what is tested, and a run says what the one before said.
hypothesis.settings.register_profile(
    "any machine",
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("any machine")

PATIENCE_S = 300
"""How long a page may take to run, or another process to come to something: no test is about that."""
SHARED = Path(__file__).resolve().parents[2] / "shared"


@functools.cache
def _direction(stem: str, dimension: int) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:8])
    return np.random.default_rng(seed).standard_normal(dimension).astype(np.float32)


class StemEncoder:
    """A deterministic encoder for tests where meaning does not matter: a text's vector is the sum of
    fixed random directions of its stems, so texts that share words are near."""

    name = "stems"
    dimension = 64
    fingerprint = "stems-64"

    def encode_query(self, text: str) -> NDArray[np.float32]:
        total = np.full(self.dimension, 1e-3, dtype=np.float32)
        for one in stems(text):
            total += _direction(one, self.dimension)
        return total / np.linalg.norm(total)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [self.encode_query(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)


class EngineEncoder(BundledEncoder):
    """The packaged model by its small engine alone, for a few texts: the vectors are those of torch, without
    the seconds that takes to load and its threads, which keep every core busy between two texts."""

    @classmethod
    def here(cls) -> EngineEncoder:
        weights = bundled_weights()
        assert weights is not None, "the packaged model is not installed"
        return cls(weights, Path())

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return unit_rows(self._engine.passage([self._fit(text) for text in texts]))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no collection need walk through it again."""
    gc.freeze()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What one test settles for the process, a page or a command in Russian, no other hears."""
    catalogue.settle(lambda: catalogue.ENGLISH)
    yield
    catalogue.settle(lambda: catalogue.ENGLISH)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real public data that is not part of the project; without it, what needs it is skipped."""
    if not SHARED.is_dir():
        pytest.skip("the public corpora are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that the processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(together: Path) -> Once:
    """`once(name, make)`: a file or folder to be copied, which `make` writes once for a run."""

    def made(name: str, make: Callable[[Path], object]) -> Path:
        # Made where it stays: a library knows places within its folder.
        there, whole = together / name, together / f"{name}.whole"
        with FileLock(together / f"{name}.lock"):
            if not whole.exists():
                make(there)
                whole.touch()
        return there

    return made


@pytest.fixture(scope="session")
def cache(together: Path) -> Path:
    """One cache for all tests, so that the model is unpacked once."""
    folder = together / "cache"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def settings(tmp_path: Path, cache: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache=cache, network=False)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an empty library with an index, to be copied: the tables of both are made once."""
    home = tmp_path_factory.mktemp("blank")
    made = Library(Settings(home=home, network=False), keep_index=True, encoder=StemEncoder())
    made.vectors.sync_index()
    made.close()
    return home


@pytest.fixture
def library(settings: Settings, blank: Path) -> Iterator[Library]:
    """An empty library without network and with the stem encoder, closed afterwards."""
    shutil.copytree(blank, settings.home)
    opened = Library(settings, keep_index=True, encoder=StemEncoder())
    yield opened
    opened.close()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on this machine that answers nothing yet."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving() as opened:
        yield opened


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of the sample library as a daily crawl of arXiv has them: 138 real records, a line each."""
    path = tmp_path_factory.mktemp("crawl") / "papers.jsonl"
    with (FOLDER / "papers.jsonl").open(encoding="utf-8") as papers, path.open("w", encoding="utf-8") as out:
        for paper in map(json.loads, papers):
            record = {
                "id": paper["id"],
                "first_seen": paper["published"],
                "title": paper["title"],
                "abstract": paper["summary"],
                "categories": paper["categories"],
                "authors": paper["authors"],
                "comment": None,
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


@pytest.fixture(scope="session")
def sample(once: Once) -> Path:
    """The file of the sample library, to be copied. Its passages have no vectors, as after an import of one's
    own, and embedding is held, so that no page begins work in the background."""

    def make(home: Path) -> None:
        library = Library(Settings(home=home, network=False), encoder=StemEncoder())
        library.intake.load_sample(WRITTEN)
        with library.store.write() as db:
            db.execute("DELETE FROM vectors")
        library.work.stop()
        library.close()

    return once("sample", make) / "jomo.sqlite"


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Run]


@pytest.fixture
def kb_on(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Path], Command]:
    """For the folder of a library: what runs a command on it in this process, without network."""

    def on(home: Path) -> Command:
        monkeypatch.setenv("KB_HOME", str(home))
        monkeypatch.setenv("KB_CACHE", str(cache))
        monkeypatch.setenv("KB_NETWORK", "false")

        def run(*arguments: str) -> Run:
            monkeypatch.setattr(sys, "argv", ["kb", *arguments])
            with pytest.raises(SystemExit) as ended:
                main()
            printed = capsys.readouterr()
            return Run(int(ended.value.code or 0), printed.out, printed.err)

        return run

    return on
