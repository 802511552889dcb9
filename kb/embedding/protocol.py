"""What the rest of Jomo knows of an embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Turns texts into vectors of unit length, so that a dot product is the cosine.

    Safe to call from several threads. Any call may raise `EncoderUnavailable`.
    """

    @property
    def name(self) -> str:
        """The model's name as a person knows it."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector: name, dimension, and a hash of
        weights and prompts. Made of [a-z0-9.-], so it can stand in file and collection names."""
        ...

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, `(dimension,)`."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts to be found, `(len(texts), dimension)`, in the order given. What
        exceeds the model's window (512 tokens for the bundled model) is left out. Most efficient
        with some hundred texts a call, since they are sorted by length."""
        ...
