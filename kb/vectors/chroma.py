"""Chroma, the rebuildable vector index: embedded, a server, or Chroma Cloud.

It holds chunk ids and vectors, no texts, and may be deleted at any time. This is the only module that
imports chromadb.

Damaged files are more than an error to Chroma: its core reads them as they are, and then crashes, never
returns or answers wrongly. So the embedded index is opened only while its files are those that were written
last, which a *seal* over them tells; else it is thrown away and filled anew.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from kb.catalogue import _
from kb.errors import JomoError
from kb.settings import Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.config import Settings as ChromaSettings

_MOST = 4000
"""Neighbours asked for at once, below Chroma's own limit of 5,461 rows a call."""
_OF_OWN = 100
"""Rows the embedded index is given at once. No other thread of Python runs until it has them (Chroma 1.5):
pages stood for 20 s while it took 4,000 on busy cores, for 1 s with 200."""
_OF_SERVER = 1000
"""Rows a server is given at once: 4,000 took it half a minute while the cores had other work."""
_OF_CLOUD = 300
"""Rows that Chroma Cloud takes in a call, and the most it answers, unless one has asked for more (its page on
quotas, 2026). It tells `get_max_batch_size` another number."""
_HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 400,
    "max_neighbors": 32,
    "ef_search": 1000,
    "batch_size": 250,
    # What came after the last sync is put into the graph anew whenever the index is opened: 4 ms a vector
    # at 100,000. Syncing writes only what changed.
    "sync_threshold": 250,
}
"""With these the 400 nearest asked for are the true ones but for rounding (docs/benchmarks.md)."""
_TIMEOUT_S = 30.0
"""How long a server may take for a batch."""
_REFUSALS = (401, 403)
"""What is answered over HTTP to who may not ask."""
_REASON_LENGTH = 200
"""Characters of what Chroma says that go into a line for a person."""
# Chroma's database, and a folder a segment.
_OWN = re.compile(r"chroma\.sqlite3(-journal|-wal|-shm)?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class IndexUnavailable(JomoError):
    """The vector index cannot be opened or does not answer; exact search takes over."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Chunks near a vector, nearest first: ids (k,), cosine similarities (k,)."""

    chunk_ids: NDArray[np.int64]
    similarities: NDArray[np.float32]


class VectorIndex:
    """One collection of vectors, named after the model they come from.

    The embedded index starts empty unless its files bear this seal. A server keeps its own order.

    :raises IndexUnavailable: from every method, when Chroma cannot do it.
    """

    def __init__(self, settings: Settings, name: str, seal: str) -> None:
        self._settings, self._name, self._closed = settings, name, False
        self._batch = _OF_CLOUD if settings.chroma_api_key else _OF_SERVER if settings.chroma_url else _OF_OWN
        with self._translated():
            if not remote(settings) and seal_of(settings.home) != seal:
                discard(chroma_folder(settings.home))
            self._open()

    def _open(self) -> None:
        self._client = _client(self._settings)
        self._closed = False
        self._collection: Any
        # embedding_function=None: vectors are always computed here, never by code a server names.
        self._collection = self._client.get_or_create_collection(
            self._name,
            configuration={"hnsw": _HNSW},
            metadata={"marker": uuid.uuid4().hex},
            embedding_function=None,
        )

    @property
    def most(self) -> int:
        """How many neighbours it finds at most at once."""
        return _OF_CLOUD if self._settings.chroma_api_key else _MOST

    def seal(self) -> str:
        """The seal of what is written now; empty for a server."""
        with self._translated():
            return "" if remote(self._settings) else seal_of(self._settings.home)

    @property
    def marker(self) -> str:
        """A value made with the collection: another marker means another, younger collection."""
        return str((self._collection.metadata or {}).get("marker", ""))

    def count(self) -> int:
        """How many vectors the collection holds."""
        with self._translated():
            return int(self._collection.count())

    def put(self, chunk_ids: Sequence[int], vectors: NDArray[np.float32], *, aside: bool = False) -> None:
        """Adds vectors (n, d); ids already there are replaced. `aside` from what others wait for, half of the
        time is theirs."""
        with self._translated():
            for start in range(0, len(chunk_ids), self._batch):
                part = slice(start, start + self._batch)
                began = time.monotonic()
                self._collection.upsert(ids=[str(i) for i in chunk_ids[part]], embeddings=vectors[part])
                if aside:
                    time.sleep(time.monotonic() - began)

    def remove(self, chunk_ids: Sequence[int]) -> None:
        """Takes passages out; those that are not there cost nothing."""
        with self._translated():
            for start in range(0, len(chunk_ids), self._batch):
                self._collection.delete(ids=[str(i) for i in chunk_ids[start : start + self._batch]])

    def nearest(self, vector: NDArray[np.float32], k: int) -> Neighbours:
        """The k chunks nearest to a vector (d,) of unit length."""
        with self._translated():
            found = self._collection.query(query_embeddings=[vector], n_results=k, include=["distances"])
            return Neighbours(
                np.array([int(i) for i in found["ids"][0]], dtype=np.int64),
                1.0 - np.array(found["distances"][0], dtype=np.float32),
            )

    def finds(self, chunk_id: int, vector: NDArray[np.float32]) -> bool:
        """Whether a chunk that should be there is found by its own vector. A collection whose vector
        files are gone still counts its rows but finds nothing."""
        return bool(np.any(self.nearest(vector, 10).similarities > 0.999)) and self._has(chunk_id)

    def _has(self, chunk_id: int) -> bool:
        with self._translated():
            return bool(self._collection.get(ids=[str(chunk_id)], include=[])["ids"])

    def clear(self) -> None:
        """Starts anew, empty and with another marker: the collection, or all files of the embedded index."""
        with self._translated():
            if remote(self._settings):
                self._client.delete_collection(self._name)
            self.close()
            if not remote(self._settings):
                discard(chroma_folder(self._settings.home))
            self._open()

    def close(self) -> None:
        """Lets go of the client, and with it of the index's files; to another thread that is at it the index
        is unavailable."""
        self._closed = True
        with self._translated():
            self._client.close()  # type: ignore[attr-defined]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turns what Chroma raises when it cannot serve into `IndexUnavailable`: its own errors, those of
        HTTP, what its client lacks once another thread has closed it, and panics of its Rust core, whose
        class is no `Exception` and has no name to import."""
        import chromadb.errors
        import httpx

        known = (chromadb.errors.ChromaError, ValueError, RuntimeError, OSError, httpx.HTTPError)
        try:
            yield
        except BaseException as error:
            closed = self._closed and isinstance(error, AttributeError)
            if not (closed or isinstance(error, known) or type(error).__name__ == "PanicException"):
                raise
            raise IndexUnavailable(_told(self._settings, error)) from error


def remote(settings: Settings) -> bool:
    """Whether the index is kept by a server or in the cloud."""
    return bool(settings.chroma_url or settings.chroma_api_key)


def _told(settings: Settings, error: BaseException) -> str:
    reason = " ".join(str(error).split())[:_REASON_LENGTH]
    if settings.chroma_url and _is_refusal(error):
        return _(
            "The Chroma server at {address} refuses the token; check KB_CHROMA_TOKEN",
            address=settings.chroma_url,
        )
    if settings.chroma_api_key:
        return _(
            "Chroma Cloud does not answer ({reason}); check KB_CHROMA_API_KEY and the network", reason=reason
        )
    if settings.chroma_url:
        return _(
            "The Chroma server at {address} does not answer ({reason}); start it, or unset KB_CHROMA_URL",
            address=settings.chroma_url,
            reason=reason,
        )
    return _(
        "The vector index in {folder} cannot be used ({reason}); run `reindex`",
        folder=chroma_folder(settings.home),
        reason=reason,
    )


def _is_refusal(error: BaseException) -> bool:
    response = getattr(error, "response", None)
    return response is not None and response.status_code in _REFUSALS


def _client(settings: Settings) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_api_key:
        return _patient(
            chromadb.CloudClient(
                tenant=settings.chroma_tenant,
                database=settings.chroma_database,
                api_key=settings.chroma_api_key,
                settings=quiet,
            )
        )
    if settings.chroma_url:
        return _server(settings.chroma_url, settings.chroma_token, quiet)
    folder = chroma_folder(settings.home)
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=quiet)


def _server(url: str, token: str | None, quiet: ChromaSettings) -> ClientAPI:
    import chromadb
    import httpx

    # For what stands before the server: Chroma's own asks for no token since 1.0.
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    # Making a client already asks, and waits for ever.
    asked = httpx.get(f"{url.rstrip('/')}/api/v2/heartbeat", headers=headers, timeout=_TIMEOUT_S)
    asked.raise_for_status()
    parts = urlsplit(url)
    return _patient(
        chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if parts.scheme == "https" else 80),
            ssl=parts.scheme == "https",
            headers=headers,
            settings=quiet,
        )
    )


def _patient(client: ClientAPI) -> ClientAPI:
    """A client that gives up after a while; Chroma's own waits for ever."""
    import httpx

    client._server._session.timeout = httpx.Timeout(_TIMEOUT_S)  # type: ignore[attr-defined]
    return client


def chroma_folder(home: Path) -> Path:
    """Where the embedded index lies."""
    return home / "chroma"


def seal_of(home: Path) -> str:
    """A digest over all files of the embedded index; empty where there is none."""
    folder = chroma_folder(home)
    if not _taken(folder):
        return ""
    digest = hashlib.blake2b(digest_size=16)
    try:
        for path in [folder, *sorted(folder.rglob("*"))]:
            kind = "folder" if path.is_dir() else "file" if path.is_file() else "other"
            digest.update(f"{path.relative_to(folder)}\0{kind}\0".encode("utf-8", "surrogateescape"))
            if kind == "file":
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "blake2b").digest())
    except OSError as error:
        return f"unreadable: {error}"
    return digest.hexdigest()


def _taken(folder: Path) -> bool:
    return folder.exists() or folder.is_symlink()


def discard(folder: Path) -> None:
    """Makes room for an index. What is none of Chroma's making is set aside, not deleted."""
    if not _taken(folder):
        return
    if folder.is_dir() and all(_OWN.fullmatch(path.name) for path in folder.iterdir()):
        # The folder itself stays: it may be a link to another disk.
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        return
    number = 1
    while (aside := folder.with_name(f"{folder.name}-set-aside-{number}")).exists():
        number += 1
    folder.rename(aside)
