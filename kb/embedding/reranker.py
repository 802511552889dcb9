"""A cross-encoder that reads question and passage together: slower by far, and optional."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kb.catalogue import _
from kb.errors import EncoderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """Any cross-encoder of sentence-transformers, by name or folder, loaded at the first question.

    It brings torch into the process that searches. Safe from any thread.
    """

    def __init__(self, name: str, *, network: bool) -> None:
        self._name = name
        self._network = network
        self._lock = threading.Lock()

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """How well each passage answers the question, (n,): larger is better.

        :raises EncoderUnavailable: the model cannot be loaded.
        """
        if not passages:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, passage) for passage in passages]
        with self._lock:
            predicted = self._model.predict(pairs, show_progress_bar=False)
        return np.asarray(predicted, dtype=np.float32).reshape(len(passages), -1)[:, -1]

    @cached_property
    def _model(self) -> CrossEncoder:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        if not self._network:
            os.environ["HF_HUB_OFFLINE"] = "1"
        try:
            from sentence_transformers import CrossEncoder

            model: CrossEncoder = CrossEncoder(self._name, local_files_only=not self._network)
            return model
        except (ImportError, OSError, ValueError) as error:
            raise EncoderUnavailable(
                _(
                    "KB_RERANKER names {name}, which cannot be loaded as a cross-encoder; name another"
                    " one or a folder, or unset it",
                    name=self._name,
                )
            ) from error
