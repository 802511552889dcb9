from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from kb.embedding.bundled import BundledEncoder
from kb.embedding.e5file import dequantize_q4_0, write_model_folder


def test_a_q4_0_block_holds_low_halves_first() -> None:
    halves = bytes(low | high << 4 for low, high in zip(range(16), reversed(range(16)), strict=True))
    raw = struct.pack("<e", 0.5) + halves
    expected = [0.5 * (q - 8) for q in (*range(16), *reversed(range(16)))]
    assert dequantize_q4_0(raw * 2).tolist() == expected * 2


def test_unpacking_gives_every_tensor_of_the_network(encoder: BundledEncoder) -> None:
    from safetensors import safe_open

    folder = encoder.unpacked()
    config = json.loads((folder / "config.json").read_text())
    with safe_open(folder / "model.safetensors", framework="np") as file:
        shapes = {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118
        words = file.get_slice("embeddings.word_embeddings.weight")[1000:1100]
    assert len(shapes) == 5 + 16 * config["num_hidden_layers"]
    assert shapes["embeddings.word_embeddings.weight"] == (config["vocab_size"], 384)
    assert shapes["encoder.layer.11.intermediate.dense.weight"] == (1536, 384)
    assert shapes["encoder.layer.11.output.dense.weight"] == (384, 1536)
    assert words.dtype == np.float32
    assert np.isfinite(words).all()
    assert words.std() > 0


@pytest.fixture(scope="module")
def tokenizer(encoder: BundledEncoder) -> Tokenizer:
    return Tokenizer.from_file(str(encoder.unpacked() / "tokenizer.json"))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("query: Hello world", ["<s>", "▁que", "ry", ":", "▁Hello", "▁world", "</s>"]),
        ("Привет,  мир\n\nкак дела? ", ["<s>", "▁При", "вет", ",", "▁мир", "▁как", "▁дела", "?", "</s>"]),
        ("и\u0306", ["<s>", "▁й", "</s>"]),
        ("zero\u200bwidth", ["<s>", "▁zero", "▁", "width", "</s>"]),
        ("", ["<s>", "</s>"]),
    ],
)
def test_tokens_in_both_languages(tokenizer: Tokenizer, text: str, tokens: list[str]) -> None:
    assert tokenizer.encode(text).tokens == tokens


@pytest.mark.parametrize("content", [b"E5S2" + bytes(60), b"E5S1\x01\0\0\0", bytes(100)])
def test_a_foreign_or_cut_file_is_refused(tmp_path: Path, content: bytes) -> None:
    weights = tmp_path / "weights.bin"
    weights.write_bytes(content)
    with pytest.raises(ValueError, match=r"E5S1|too early"):
        write_model_folder(weights, tmp_path)
