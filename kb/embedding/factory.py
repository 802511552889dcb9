"""Which model answers on this machine."""

from __future__ import annotations

from pathlib import Path

from kb.embedding.bundled import BundledEncoder, bundled_weights
from kb.embedding.custom import CustomEncoder
from kb.embedding.protocol import Encoder

DEFAULT_HUB_MODEL = "intfloat/multilingual-e5-small"


def make_encoder(model: str | None, cache: Path, *, network: bool = True) -> Encoder:
    """The encoder for `model` (a folder or a hub name), or the bundled one where it is None.

    Quick: nothing is imported or read before the first call that needs it. `cache` is a folder for
    unpacked weights and remembered measurements, created when needed; it may be deleted at any time.
    On a platform without bundled weights the default is the same model from the hub. Without `network` the
    hub is not asked: only what its local cache holds is loaded.

    :raises EncoderUnavailable: `model` is written as a path and no such folder exists.
    """
    if model:
        return CustomEncoder(model, cache, network=network)
    weights = bundled_weights()
    if weights is None:
        return CustomEncoder(DEFAULT_HUB_MODEL, cache, network=network)
    return BundledEncoder(weights, cache)
