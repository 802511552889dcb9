"""Any sentence-transformers model: a folder, or a name on the model hub."""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kb.appearing import write_whole
from kb.catalogue import _
from kb.embedding.bundled import E5_PROMPTS
from kb.embedding.inference import embed_passages, embed_query, quiet_transformers
from kb.errors import EncoderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_HUB_TIMEOUT_SECONDS = 10
"""For one small question; without an answer the copy on this machine is used."""
_MODEL_FILES = {".safetensors", ".bin", ".json", ".txt", ".model"}
# What loading raises for missing packages, missing or foreign files and mismatched shapes.
_LOAD_ERRORS = (ImportError, KeyError, OSError, RuntimeError, TypeError, ValueError)
_OTHER_BACKENDS = {"onnx", "openvino"}


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a model once it was loaded. `weights` is a hash, or a revision of the hub."""

    dimension: int
    weights: str
    prompts: dict[str, str]


class CustomEncoder:
    """An `Encoder` around a sentence-transformers model, with the prompts of its own configuration
    (for E5 models that carry none: the usual ones).

    `dimension` and `fingerprint` load the model when it is met for the first time, and again after
    its files changed; from then on they are read from `cache`.
    """

    def __init__(self, model: str, cache: Path, *, network: bool = True) -> None:
        """`model` is a folder or a name on the hub; nothing is read or fetched yet. Without `network` only
        what the hub's local cache holds is loaded.

        :raises EncoderUnavailable: `model` is written as a path and no such folder exists.
        """
        folder = Path(model).expanduser()
        if not folder.is_dir() and (folder.is_absolute() or model.startswith((".", "~"))):
            raise EncoderUnavailable(
                _("There is no model folder {folder}; correct KB_MODEL or unset it", folder=model)
            )
        self._folder = folder.resolve() if folder.is_dir() else None
        self._repo = model if "/" in model else f"sentence-transformers/{model}"
        self._cache = cache
        self._network = network
        self._lock = threading.RLock()
        self.name = self._folder.name if self._folder else model

    @property
    def dimension(self) -> int:
        return self._facts.dimension

    @cached_property
    def fingerprint(self) -> str:
        facts = f"{self._facts.weights} {sorted(self._facts.prompts.items())}"
        slug = re.sub(r"[^a-z0-9.]+", "-", self.name.lower()).strip("-.")[-60:]
        return f"{slug}-{self.dimension}-{hashlib.sha256(facts.encode()).hexdigest()[:12]}"

    def encode_query(self, text: str) -> NDArray[np.float32]:
        # One call at a time: fast tokenizers hold their truncation settings as shared state.
        with self._lock:
            return embed_query(self._model, text)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        with self._lock:
            return embed_passages(self._model, texts)

    @cached_property
    def _memory(self) -> Path:
        """Where the facts are kept: a place that depends on the folder's path and its files' sizes
        and times, so that changed files are hashed anew."""
        state = _listing(self._folder) if self._folder else self._repo
        return self._cache / f"model-{hashlib.sha256(state.encode()).hexdigest()[:16]}.json"

    @cached_property
    def _facts(self) -> _Facts:
        with self._lock:
            known = self._remembered_facts()
            return known or self._loaded[1]

    @property
    def _model(self) -> SentenceTransformer:
        return self._loaded[0]

    @cached_property
    def _loaded(self) -> tuple[SentenceTransformer, _Facts]:
        known = self._remembered_facts()
        model, weights = self._load(known)
        if not any(model.prompts.values()) and _wants_e5_prompts(str(self._folder or self._repo)):
            model.prompts.update(E5_PROMPTS)
        facts = _Facts(
            int(model.get_embedding_dimension() or 0),
            weights,
            {name: prompt or "" for name, prompt in model.prompts.items()},
        )
        if facts != known:
            self._cache.mkdir(parents=True, exist_ok=True)
            write_whole(self._memory, json.dumps(asdict(facts)))
        return model, facts

    def _remembered_facts(self) -> _Facts | None:
        if not self._memory.exists():
            return None
        return _Facts(**json.loads(self._memory.read_text(encoding="utf-8")))

    def _load(self, known: _Facts | None) -> tuple[SentenceTransformer, str]:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        if not self._network:
            # Read by huggingface_hub when it is imported.
            os.environ["HF_HUB_OFFLINE"] = "1"
        try:
            from huggingface_hub.errors import HTTPError  # type: ignore[attr-defined]  # its HTTP client's
            from safetensors import SafetensorError
        except ImportError as error:
            raise _nothing_runs(error) from error

        try:
            if self._folder is None:
                return _load_from_hub(self._repo, known.weights if known else None, self._network)
            model = _loader()(str(self._folder), local_files_only=True)
            return model, known.weights if known else _weights_hash(self._folder)
        except (HTTPError, SafetensorError, *_LOAD_ERRORS) as error:
            raise self._unavailable(error) from error

    def _unavailable(self, error: Exception) -> EncoderUnavailable:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        if not self._folder and not self._network:
            remedy = _("KB_NETWORK is false: allow it once, or point KB_MODEL at a folder with the model")
        elif self._folder:
            remedy = _("point KB_MODEL at a sentence-transformers model, or unset it")
        else:
            remedy = _("check the name and the network, or point KB_MODEL at a folder with the model")
        return EncoderUnavailable(
            _(
                "Cannot load the model {model}: {reason}; {remedy}",
                model=self._folder or self._repo,
                reason=reason,
                remedy=remedy,
            )
        )


def _loader() -> type[SentenceTransformer]:
    """What runs models. It takes seconds to load: called once there is something for it to run."""
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise _nothing_runs(error) from error
    quiet_transformers()
    return SentenceTransformer


def _nothing_runs(error: ImportError) -> EncoderUnavailable:
    return EncoderUnavailable(
        _(
            "No model can be loaded here ({error}); reinstall what runs it: "
            "pip install --force-reinstall sentence-transformers",
            error=error,
        )
    )


def _load_from_hub(repo: str, revision: str | None, network: bool) -> tuple[SentenceTransformer, str]:
    """The model and the revision it is: a known one, else the one in the hub's local cache, else
    the newest. The network is used only for what is not in that cache."""
    revision = revision or _cached(repo)
    if revision is not None:
        try:
            return _loader()(repo, revision=revision, local_files_only=True), revision
        except OSError:
            pass  # Cached in part only: an interrupted download, which goes on below.
    if not network:
        raise ValueError("the hub may not be asked for it")
    commit = _newest(repo, revision)
    return _loader()(repo, revision=commit), commit


def _cached(repo: str) -> str | None:
    """The revision of which the hub's local cache holds anything."""
    from huggingface_hub import try_to_load_from_cache

    found = [try_to_load_from_cache(repo, file) for file in ("modules.json", "config.json")]
    return next((Path(file).parent.name for file in found if isinstance(file, str)), None)


def _newest(repo: str, revision: str | None) -> str:
    """What the hub calls the newest, or a revision that is known. One quick question: without a network
    downloads would retry for more than a minute."""
    from huggingface_hub import HfApi

    commit = HfApi().model_info(repo, revision=revision, timeout=_HUB_TIMEOUT_SECONDS).sha
    if commit is None:
        raise ValueError("the hub names no revision of it")
    return commit


def _wants_e5_prompts(model: str) -> bool:
    """E5 models need `query: ` and `passage: `, except the instruct ones, which take sentences."""
    return bool(re.search(r"(?<![a-z0-9])e5(?![a-z0-9])", model.lower())) and "instruct" not in model.lower()


def _files(folder: Path) -> Iterator[Path]:
    """The files that decide a model's vectors."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in inside)
        if path.suffix in _MODEL_FILES and not hidden and _OTHER_BACKENDS.isdisjoint(inside):
            yield path


def _listing(folder: Path) -> str:
    lines = [str(folder)]
    for path in _files(folder):
        stat = path.stat()
        lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return "\n".join(lines)


def _weights_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
