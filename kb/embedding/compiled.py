"""The unpacked model run by OpenVINO: in float32 five times as fast as torch, in bfloat16 eight times."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.embedding.e5file import MAX_TOKENS
from kb.embedding.inference import encodable
from kb.embedding.unit import unit_rows

TOKENS_AT_ONCE = 4096
"""Of a batch, padding included: eight of the longest texts there are."""


def precisions() -> tuple[str, ...]:
    """What OpenVINO may run a model in on this processor; nothing where the package is absent or does not
    start."""
    try:
        able = _openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    except (ImportError, OSError, RuntimeError):
        return ()
    return ("f32", "bf16") if "BF16" in able else ("f32",)


class CompiledModel:
    """Passages to unit vectors. `folder` holds the unpacked model."""

    def __init__(self, folder: Path, prompt: str, precision: str) -> None:
        """
        :raises RuntimeError: it does not run here, or not in this precision.
        """
        from tokenizers import Tokenizer

        openvino = _openvino()
        self._prompt = prompt
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        options = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "THROUGHPUT"}
        self._model = openvino.Core().compile_model(_network(folder), "CPU", options)
        found = self._model.get_property("INFERENCE_PRECISION_HINT").to_string()
        if found != precision:
            raise RuntimeError(f"OpenVINO runs the model in {found} where {precision} was asked for")
        self._queue = openvino.AsyncInferQueue(self._model)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        given = [self._prompt + encodable(text) for text in texts]
        ids = [np.array(one.ids) for one in self._tokenizer.encode_batch(given)]
        rows = np.empty((len(ids), self._model.output(0).partial_shape[1].get_length()), np.float32)

        def keep(request: Any, batch: NDArray[np.int64]) -> None:
            rows[batch] = request.get_output_tensor(0).data

        self._queue.set_callback(keep)
        for batch in batches(np.array([len(one) for one in ids]), TOKENS_AT_ONCE):
            self._queue.start_async(_padded([ids[place] for place in batch]), batch)
        self._queue.wait_all()
        return unit_rows(rows)


def batches(lengths: NDArray[np.int64], budget: int) -> Iterator[NDArray[np.int64]]:
    """Places of texts of so many tokens each, in batches of at most `budget` tokens once padded to their
    longest; one longer than that has a batch of its own. Neighbours in length go together, the longest first:
    buffers grow once."""
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        count = max(1, budget // max(1, int(lengths[order[start]])))
        yield order[start : start + count]
        start += count


def _padded(ids: Sequence[NDArray[np.int64]]) -> list[NDArray[np.int64]]:
    """What the model is given: the tokens (n, longest), and which of them are a text's own."""
    longest = max(map(len, ids))
    mask = np.arange(longest) < np.array([[len(one)] for one in ids])
    tokens = np.zeros(mask.shape, np.int64)
    tokens[mask] = np.concatenate(ids)
    return [tokens, mask.astype(np.int64)]


def _openvino() -> Any:
    """The package without its telemetry, which would write an id below the home folder and ask an address."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # As where it is absent.
    import openvino

    return openvino


def _network(folder: Path) -> Any:
    """BERT with the mean over a text's own tokens, (n, hidden), from a folder as `write_model_folder` leaves
    it: put together here, since to have OpenVINO trace torch's takes torch and half a minute."""
    openvino = _openvino()
    from openvino import opset13 as op
    from safetensors.numpy import load_file

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    hidden, heads = config["hidden_size"], config["num_attention_heads"]
    weights = {
        name: op.constant(weight, shared_memory=True)
        for name, weight in load_file(folder / "model.safetensors").items()
    }

    def linear(states: Any, name: str) -> Any:
        return op.add(op.matmul(states, weights[f"{name}.weight"], False, True), weights[f"{name}.bias"])

    def normalised(states: Any, name: str) -> Any:
        even = op.mvn(states, np.array([-1]), True, config["layer_norm_eps"], "inside_sqrt")
        return op.add(op.multiply(even, weights[f"{name}.weight"]), weights[f"{name}.bias"])

    def by_head(states: Any, name: str) -> Any:
        parted = op.reshape(linear(states, name), np.array([0, 0, heads, hidden // heads]), True)
        return op.transpose(parted, np.array([0, 2, 1, 3]))

    tokens, mask = (op.parameter([-1, -1], np.int64) for _ in range(2))
    own = op.convert(mask, np.float32)
    hidden_from = op.unsqueeze(
        op.multiply(op.subtract(own, np.float32(1)), np.float32(1e4)), np.array([1, 2])
    )
    length = op.gather(op.shape_of(tokens), np.array([1]), np.int64(0))
    places = op.add(
        weights["embeddings.position_embeddings.weight"],
        op.gather(weights["embeddings.token_type_embeddings.weight"], np.int64(0), np.int64(0)),
    )
    words = op.gather(weights["embeddings.word_embeddings.weight"], tokens, np.int64(0))
    states = op.add(words, op.slice(places, np.array([0]), length, np.array([1]), np.array([0])))
    states = normalised(states, "embeddings.LayerNorm")
    for number in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{number}"
        query, key, value = (
            by_head(states, f"{layer}.attention.self.{one}") for one in ("query", "key", "value")
        )
        seen = op.transpose(
            op.scaled_dot_product_attention(query, key, value, hidden_from), np.array([0, 2, 1, 3])
        )
        seen = linear(op.reshape(seen, np.array([0, 0, hidden]), True), f"{layer}.attention.output.dense")
        states = normalised(op.add(states, seen), f"{layer}.attention.output.LayerNorm")
        inner = op.gelu(linear(states, f"{layer}.intermediate.dense"), "erf")
        inner = linear(inner, f"{layer}.output.dense")
        states = normalised(op.add(states, inner), f"{layer}.output.LayerNorm")
    own = op.unsqueeze(own, np.array([2]))
    mean = op.divide(
        op.reduce_sum(op.multiply(states, own), np.array([1])), op.reduce_sum(own, np.array([1]))
    )
    return openvino.Model([mean], [tokens, mask])
