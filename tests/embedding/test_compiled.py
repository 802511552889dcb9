"""The unpacked model in OpenVINO: the same vectors, nothing written elsewhere, nothing asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.embedding.bundled import E5_PROMPTS, BundledEncoder
from kb.embedding.compiled import CompiledModel, batches, precisions
from kb.embedding.fastest import AGREES
from kb.settings import PROJECT_ROOT

TEXTS = [
    "Sparse attention.",
    "Как сжать веса большой языковой модели до четырёх бит без потери качества",
    "We present a post-training quantization method that stores the weights of LLMs in 4 bits. " * 30,
]
needs_openvino = pytest.mark.skipif(not precisions(), reason="OpenVINO is not installed here")


@needs_openvino
def test_every_precision_gives_the_vectors_of_float32_in_any_company(encoder: BundledEncoder) -> None:
    folder = encoder.unpacked()
    [true, *others] = [CompiledModel(folder, E5_PROMPTS["document"], one) for one in precisions()]
    alone = np.concatenate([true([text]) for text in TEXTS])
    for model in (true, *others):
        assert np.sum(model(TEXTS) * alone, axis=1).min() >= AGREES


def test_without_the_package_there_is_no_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    assert precisions() == ()


@needs_openvino
def test_a_precision_that_is_not_had_is_refused(encoder: BundledEncoder) -> None:
    with pytest.raises(RuntimeError, match="i4"):
        CompiledModel(encoder.unpacked(), "", "i4")


_WATCH = """
import os, sys
from pathlib import Path

cache, heard = Path(sys.argv[1]), []

def listen(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        heard.append(f"{event} {arguments[1:]}")
    if event == "open" and isinstance(arguments[0], str) and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
        place = Path(arguments[0]).resolve()
        if not place.is_relative_to(cache) and not place.is_relative_to("/dev"):
            heard.append(f"wrote {place}")

sys.addaudithook(listen)
from kb.embedding.bundled import E5_PROMPTS
from kb.embedding.compiled import CompiledModel, precisions

CompiledModel(Path(sys.argv[2]), E5_PROMPTS["document"], precisions()[0])(["A text."])
assert not heard, heard
"""


@needs_openvino
def test_nothing_is_written_outside_the_cache_and_nothing_asked(
    encoder: BundledEncoder, cache: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    script = [sys.executable, "-c", _WATCH, str(cache.resolve()), str(encoder.unpacked())]
    done = subprocess.run(script, cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.iterdir())


@given(st.lists(st.integers(1, 512), max_size=200), st.integers(1, 4096))
def test_batches_hold_every_text_once_and_no_more_than_fits(lengths: list[int], budget: int) -> None:
    made = list(batches(np.array(lengths, dtype=np.int64), budget))
    assert sorted(place for batch in made for place in batch) == list(range(len(lengths)))
    for batch in made:
        longest = max(lengths[place] for place in batch)
        assert len(batch) == 1 or longest * len(batch) <= budget
