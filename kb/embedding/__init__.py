"""Embedding models: texts in, unit vectors out."""

from kb.embedding.factory import make_encoder
from kb.embedding.protocol import Encoder

__all__ = ["Encoder", "make_encoder"]
