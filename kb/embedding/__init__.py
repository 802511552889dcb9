"""Embedding models: texts in, unit vectors out. Knows nothing of items or libraries.

Every room above may import it; torch and the engines are loaded by the first text, not by the import.
"""

from kb.embedding.factory import make_encoder
from kb.embedding.protocol import Encoder

__all__ = ["Encoder", "make_encoder"]
