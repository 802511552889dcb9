from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from kb.embedding import make_encoder
from kb.embedding.bundled import BundledEncoder
from kb.embedding.custom import CustomEncoder, _wants_e5_prompts
from kb.errors import EncoderUnavailable

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ["Quantization stores weights in four bits.", "Рецепт борща со свёклой."]


@pytest.fixture(scope="module")
def folder(encoder: BundledEncoder) -> Path:
    """A plain model folder named after E5, without prompts of its own."""
    return encoder.unpacked()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of a few random weights that knows a few words: its files, names and prompts are looked at as
    those of a large one."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "small-e5"
    words = ("[PAD]", "[UNK]", "query", "passage", ":", "сжатие", "весов")
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    marks = {"pad_token": "[PAD]", "unk_token": "[UNK]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **marks).save_pretrained(folder)  # type: ignore[no-untyped-call]
    torch.manual_seed(0)
    shape = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    BertModel(shape).save_pretrained(folder)
    return folder


def _linked_copy(folder: Path, place: Path) -> Path:
    """A model folder of its own that shares the big weights file."""
    place.mkdir(parents=True)
    for path in folder.iterdir():
        (place / path.name).symlink_to(path)
    return place


def test_a_folder_gives_the_vectors_of_its_model(
    folder: Path, encoder: BundledEncoder, tmp_path: Path
) -> None:
    custom = make_encoder(str(folder), tmp_path)
    agreement = np.sum(custom.encode_passages(TEXTS) * encoder.encode_passages(TEXTS), axis=1)
    assert agreement.min() >= 0.999
    assert float(custom.encode_query("сжатие весов") @ encoder.encode_query("сжатие весов")) >= 0.999
    assert custom.dimension == 384
    assert custom.encode_passages([]).shape == (0, 384)
    assert custom.fingerprint != encoder.fingerprint
    assert set(custom.fingerprint) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")


def test_a_model_met_before_is_known_without_torch(small: Path, tmp_path: Path) -> None:
    fingerprint = make_encoder(str(small), tmp_path).fingerprint
    script = f"""
import sys
from pathlib import Path
from kb.embedding import make_encoder
encoder = make_encoder({str(small)!r}, Path({str(tmp_path)!r}))
assert encoder.dimension == 16
print(encoder.fingerprint)
assert "torch" not in sys.modules
"""
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=ROOT, capture_output=True, text=True
    )
    assert told.stdout.strip() == fingerprint


def test_the_fingerprint_follows_the_files_not_the_place(small: Path, tmp_path: Path) -> None:
    first = make_encoder(str(_linked_copy(small, tmp_path / "a" / "e5")), tmp_path / "cache")
    moved = make_encoder(str(_linked_copy(small, tmp_path / "b" / "e5")), tmp_path / "cache")
    assert moved.fingerprint == first.fingerprint

    changed = tmp_path / "b" / "e5" / "config.json"
    text = changed.read_text().replace('"gelu"', '"relu"')
    changed.unlink()
    changed.write_text(text)
    assert make_encoder(str(tmp_path / "b" / "e5"), tmp_path / "cache").fingerprint != first.fingerprint


def test_a_models_own_prompts_are_used(small: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    saved = tmp_path / "my-e5"
    model = SentenceTransformer(str(small), local_files_only=True)
    model.prompts = {"query": "passage: ", "document": "query: "}
    model.save(str(saved))
    custom = make_encoder(str(saved), tmp_path / "cache")
    plain = make_encoder(str(small), tmp_path / "cache")
    asked, kept = plain.encode_query("сжатие весов"), plain.encode_passages(["сжатие весов"])[0]
    assert float(asked @ kept) < 0.99
    assert float(custom.encode_query("сжатие весов") @ kept) >= 0.999
    assert float(custom.encode_passages(["сжатие весов"])[0] @ asked) >= 0.999
    assert custom.fingerprint != plain.fingerprint
    shutil.rmtree(saved)


@pytest.mark.parametrize(
    ("model", "wanted"),
    [
        ("intfloat/multilingual-e5-base", True),
        ("intfloat/e5-small-v2", True),
        ("/models/E5_tuned", True),
        ("intfloat/multilingual-e5-large-instruct", False),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", False),
        ("someone/type5-model", False),
    ],
)
def test_only_e5_models_get_e5_prompts(model: str, wanted: bool) -> None:
    assert _wants_e5_prompts(model) is wanted


def test_a_name_that_cannot_be_loaded_says_so_quickly(tmp_path: Path) -> None:
    """In its own process, where the hub may be asked; its address is one that nobody answers."""
    models = ["no-such-org/no-such-model", "nonsense", "not a name at all / x"]
    script = f"""
from pathlib import Path
from kb.embedding import make_encoder
from kb.errors import EncoderUnavailable
import sys
for model in {models!r}:
    encoder = make_encoder(model, Path({str(tmp_path)!r}))
    for call in (lambda: encoder.fingerprint, lambda: encoder.encode_query("x")):
        try:
            call()
        except EncoderUnavailable as error:
            print(error)
print("torch" in sys.modules)
"""
    environment = {key: value for key, value in os.environ.items() if key != "HF_HUB_OFFLINE"}
    environment |= {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path / "hub")}
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    *errors, loaded = told.stdout.splitlines()
    for model, first, second in zip(models, errors[::2], errors[1::2], strict=True):
        assert model in first
        assert "KB_MODEL" in first
        assert second == first
    # Its library would take seconds to load, and then ask for each file again and again.
    assert loaded == "False"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="no model folder"):
        make_encoder(str(tmp_path / "nowhere"), tmp_path)


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("text")
    with pytest.raises(EncoderUnavailable, match="KB_MODEL"):
        make_encoder(str(tmp_path / "notes"), tmp_path / "cache").encode_query("x")


def test_a_damaged_weights_file_is_refused(small: Path, tmp_path: Path) -> None:
    damaged = _linked_copy(small, tmp_path / "damaged")
    (damaged / "model.safetensors").unlink()
    (damaged / "model.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0{broken}")
    with pytest.raises(EncoderUnavailable, match="damaged"):
        make_encoder(str(damaged), tmp_path / "cache").encode_passages(TEXTS)


@pytest.mark.parametrize("missing", ["safetensors", "sentence_transformers"])
def test_what_runs_models_is_named_where_it_is_not_there(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    (tmp_path / "model").mkdir()
    with pytest.raises(EncoderUnavailable, match=f"{missing}.*reinstall what runs it"):
        CustomEncoder(str(tmp_path / "model"), tmp_path / "cache").encode_query("x")
