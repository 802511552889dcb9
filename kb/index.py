"""Chroma, the rebuildable vector index: embedded, a server, or Chroma Cloud.

It holds chunk ids and vectors, no texts, and may be deleted at any time. This is the only module that
imports chromadb.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import JomoError
from kb.settings import Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

# Below Chroma's own limit of 5,461 rows a call.
_BATCH = 4000
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


class IndexUnavailable(JomoError):
    """The vector index cannot be opened or does not answer; exact search takes over."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Chunks near a vector, nearest first: ids (k,), cosine similarities (k,)."""

    chunk_ids: NDArray[np.int64]
    similarities: NDArray[np.float32]


class VectorIndex:
    """One collection of vectors, named after the model they come from.

    :raises IndexUnavailable: from every method, when Chroma cannot do it.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        self._name = name
        self._errors = _chroma_errors()
        try:
            self._client = _client(settings)
            self._collection = self._open()
        except self._errors as error:
            raise IndexUnavailable(f"The vector index cannot be opened ({error}); run `reindex`") from error

    def _open(self) -> Any:
        # embedding_function=None: vectors are always computed here, never by code a server names.
        return self._client.get_or_create_collection(
            self._name,
            configuration={"hnsw": _HNSW},
            metadata={"marker": uuid.uuid4().hex},
            embedding_function=None,
        )

    @property
    def marker(self) -> str:
        """A value made with the collection: another marker means another, younger collection."""
        return str((self._collection.metadata or {}).get("marker", ""))

    def count(self) -> int:
        try:
            return int(self._collection.count())
        except self._errors as error:
            raise IndexUnavailable(str(error)) from error

    def put(self, chunk_ids: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Adds vectors (n, d); ids already there are replaced."""
        try:
            for start in range(0, len(chunk_ids), _BATCH):
                part = slice(start, start + _BATCH)
                self._collection.upsert(ids=[str(i) for i in chunk_ids[part]], embeddings=vectors[part])
        except self._errors as error:
            raise IndexUnavailable(str(error)) from error

    def remove(self, chunk_ids: Sequence[int]) -> None:
        try:
            for start in range(0, len(chunk_ids), _BATCH):
                self._collection.delete(ids=[str(i) for i in chunk_ids[start : start + _BATCH]])
        except self._errors as error:
            raise IndexUnavailable(str(error)) from error

    def nearest(self, vector: NDArray[np.float32], k: int) -> Neighbours:
        """The k chunks nearest to a vector (d,) of unit length."""
        try:
            found = self._collection.query(query_embeddings=[vector], n_results=k, include=["distances"])
        except self._errors as error:
            raise IndexUnavailable(str(error)) from error
        return Neighbours(
            np.array([int(i) for i in found["ids"][0]], dtype=np.int64),
            1.0 - np.array(found["distances"][0], dtype=np.float32),
        )

    def finds(self, chunk_id: int, vector: NDArray[np.float32]) -> bool:
        """Whether a chunk that should be there is found by its own vector. A collection whose vector
        files are gone still counts its rows but finds nothing."""
        return bool(np.any(self.nearest(vector, 10).similarities > 0.999)) and self._has(chunk_id)

    def _has(self, chunk_id: int) -> bool:
        return bool(self._collection.get(ids=[str(chunk_id)], include=[])["ids"])

    def clear(self) -> None:
        """Starts the collection anew, empty and with another marker."""
        try:
            self._client.delete_collection(self._name)
            self._collection = self._open()
        except self._errors as error:
            raise IndexUnavailable(str(error)) from error

    def close(self) -> None:
        self._client.close()  # type: ignore[attr-defined]


def _chroma_errors() -> tuple[type[BaseException], ...]:
    """What Chroma raises when it cannot serve: its own errors, those of its Rust core and of HTTP."""
    import chromadb.errors
    import httpx

    return (chromadb.errors.ChromaError, ValueError, RuntimeError, OSError, httpx.HTTPError)


def _client(settings: Settings) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_api_key:
        return chromadb.CloudClient(
            tenant=settings.chroma_tenant,
            database=settings.chroma_database,
            api_key=settings.chroma_api_key,
            settings=quiet,
        )
    if settings.chroma_url:
        from urllib.parse import urlsplit

        parts = urlsplit(settings.chroma_url)
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            settings=quiet,
        )
    folder = chroma_folder(settings.home)
    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(folder), settings=quiet)


def chroma_folder(home: Path) -> Path:
    """Where the embedded index lies."""
    return home / "chroma"
