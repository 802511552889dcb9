"""Running a SentenceTransformer: what all models share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kb.embedding.unit import unit_rows

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_SIZE = 16
"""Texts embedded at once, half of sentence-transformers' default: without a GPU larger batches gain little
and are padded more. By judgement."""


def embed_passages(model: SentenceTransformer, texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of `texts` with the model's passage prompt, `(len(texts), d)`."""
    rows = model.encode_document(
        [encodable(text) for text in texts], batch_size=BATCH_SIZE, show_progress_bar=False
    )
    # Models that normalise do so in their own precision: in bfloat16 the length is off by up to 0.4 %.
    return unit_rows(np.asarray(rows, dtype=np.float32))


def embed_query(model: SentenceTransformer, text: str) -> NDArray[np.float32]:
    """The unit vector of `text` with the model's query prompt, `(d,)`."""
    row = model.encode_query(encodable(text), show_progress_bar=False)
    return unit_rows(np.asarray(row, dtype=np.float32))


def encodable(text: str) -> str:
    """`text` without what tokenizers refuse: lone surrogates become `?`, NUL a space."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def quiet_transformers() -> None:
    """Keep loading bars and reports off the terminal."""
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
