"""Five real files of the person this is made for, each read as what it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.importers import ImportContext, documents
from kb.types import Document, Kind

SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real files are not on this machine")


def load(number: str) -> list[Document]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    found = list(documents(str(path), ImportContext(SEEDS, network=False)))
    assert all(isinstance(document, Document) for document in found)
    return [document for document in found if isinstance(document, Document)]


def test_the_essay() -> None:
    (essay,) = load("000")
    assert (essay.kind, essay.title) == (Kind.POST, "Тревога в мире LLM")
    assert essay.key == "post:telegram/varim_ml/168"
    assert essay.published == "2025-11-11T14:31:02+00:00"
    assert essay.tags == ("жека",)
    assert {"https://t.me/varim_ml/168", "https://telegra.ph/Trevoga-v-mire-LLM-11-10"} <= set(essay.aliases)
    assert essay.summary.startswith("Пост посвящен")
    keys = [reference.key for reference in essay.references]
    assert {"arxiv:2510.26692", "arxiv:2507.20534", "arxiv:2510.26788"} <= set(keys)
    assert len(keys) == len(set(keys)) == 17
    assert not essay.text.startswith("#")
    assert "\\-" not in essay.text
    assert "encoding_repair" not in essay.meta


def test_the_digest() -> None:
    posts = load("001")
    assert len(posts) == 8
    assert len({post.key for post in posts}) == 8
    assert all(post.kind is Kind.POST for post in posts)
    arxiv = [
        reference.key for post in posts for reference in post.references if reference.key.startswith("arxiv:")
    ]
    assert arxiv == ["arxiv:2509.10427", "arxiv:2509.26626", "arxiv:2510.03264"]
    assert [post.meta.get("forwarded_from") for post in posts if "forwarded_from" in post.meta] == [
        "Машинное обучение digest",
        "Machinelearning",
    ]
    assert posts[5].title == "10 докладов о разработке и применении ML из первых уст"
    for post in posts:
        long_lines = [line for line in post.text.split("\n") if len(line) > 40]
        assert len(long_lines) == len(set(long_lines)), post.title
        assert "TELEGRAM" not in post.text
    assert "➡️ как формировали свои датасеты;" in posts[5].text


@pytest.mark.parametrize(("number", "cyrillic"), [("002", 2047), ("003", 1783)])
def test_the_chats(number: str, cyrillic: int) -> None:
    (chat,) = load(number)
    assert (chat.kind, chat.published) == (Kind.CHAT, "2025-07-01")
    assert [turn.role for turn in chat.turns] == ["user", "assistant"]
    assert sum(len(re.findall("[А-Яа-яЁё]", turn.text)) for turn in chat.turns) == cyrillic
    assert "mac_roman" in chat.meta["encoding_repair"]
    assert chat.key.startswith("chat:")
    assert "UID" not in chat.text


def test_the_article_about_a_survey() -> None:
    (article,) = load("004")
    assert article.kind is Kind.ARTICLE
    assert article.title == "Скорость решает все: обзор эффективных архитектур для LLM"
    assert article.text.startswith("Ландшафт архитектур LLM")
    assert "\nMoE.\n" in article.text and "\nГибридные архитектуры.\n" in article.text
    for gone in ("МЕНЮ", "Авторизация", "RSS", "Трансгуманизм", "Комментарии", "Источник"):
        assert gone not in article.text
    assert [reference.url for reference in article.references] == [
        "https://arxiv.org/pdf/2508.09834",
        "https://github.com/weigao266/Awesome-Efficient-Arch",
    ]
