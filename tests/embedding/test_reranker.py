"""The optional cross-encoder, with a real one of two layers and random weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.embedding.reranker import Reranker
from kb.errors import EncoderUnavailable
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.types import Document, Kind, SearchMode
from tests.conftest import StemEncoder

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "attention", "robots", "linear", "survey"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder = tmp_path_factory.mktemp("cross-encoder")
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(WORDS), encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(str(vocabulary)).save_pretrained(folder)
    return folder


def test_the_first_results_come_in_the_cross_encoders_order(model: Path, tmp_path: Path) -> None:
    titles = [
        f"attention {word}" for word in ("robots", "linear", "survey", "robots linear", "linear survey")
    ]
    library = Library(Settings(home=tmp_path, network=False, reranker=str(model)), encoder=StemEncoder())
    ingest(library.store, [Document(f"note:{title}", Kind.NOTE, title) for title in titles])
    library.work.embed()
    hits = library.search.hits("attention")
    read = [f"{hit.item.title}\n{hit.passage}" for hit in hits]
    scores = Reranker(str(model), network=False).scores("attention", read)
    assert len(set(np.round(scores, 6))) > 1
    assert list(scores) == sorted(scores, reverse=True)
    assert {hit.item.title for hit in hits} == set(titles)
    assert len(library.search.hits("attention", mode=SearchMode.WORDS)) == len(titles)


def test_a_model_that_cannot_be_loaded_is_named_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="KB_RERANKER"):
        Reranker(str(tmp_path / "nothing"), network=False).scores("x", ["y"])
