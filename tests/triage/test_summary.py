import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.sentences import sentences
from kb.triage.summary import MOST_CHARACTERS, three_sentences

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"

PARAGRAPH = (
    "Sparse attention lowers the cost of long contexts in language models. "
    "We had coffee and talked about the weather that day with friends. "
    "Our sparse attention kernel skips blocks of keys that long contexts rarely need. "
    "The sparse attention kernel skips blocks of keys that long contexts rarely need indeed. "
    "Language models with the kernel read contexts of a million tokens at half the cost. "
    "The office has a new carpet in a pleasant shade of green and grey. "
    "Ablations show that quality of the models is kept while memory for keys falls by a third. "
)


def corpus(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared corpus {name} is not on this machine")
    return path


def assert_is_extract(summary: str, text: str) -> None:
    assert len(summary) <= MOST_CHARACTERS
    squeezed = " ".join(sentences(text))
    for sentence in sentences(summary):
        assert sentence.rstrip(".…") in squeezed


def test_keeps_central_different_sentences_in_their_order() -> None:
    summary = three_sentences(PARAGRAPH, "en")
    assert_is_extract(summary, PARAGRAPH)
    chosen = sentences(summary)
    assert len(chosen) == 3
    assert [PARAGRAPH.index(one) for one in chosen] == sorted(PARAGRAPH.index(one) for one in chosen)
    assert "coffee" not in summary and "carpet" not in summary
    assert summary.count("skips blocks") == 1  # The two near copies do not both appear.


def test_short_text_comes_back_whole() -> None:
    assert three_sentences("Короткий пост без точки", "ru") == "Короткий пост без точки"
    assert three_sentences("Раз. Два!", "ru") == "Раз. Два!"
    assert three_sentences("", "en") == ""
    assert three_sentences("**Bold** claim, 🔥 [link](https://a.b).", "en") == "Bold claim, link."


@pytest.mark.parametrize(
    ("title", "text", "summary"),
    [
        ("Новый кратер нашли", "**Новый кратер нашли**\n\nОн необычной формы.", "Он необычной формы."),
        ("Код ревью в стартапе", "Код ревью в стартапе\n\nhttps://site.example/a", ""),
        ("Why? Because.", "Why? Because. It is told below.", "It is told below."),
        # A title that was cut says less than the sentence it was cut from.
        (
            "Новый кратер…",
            "Новый кратер нашли. Он необычной формы.",
            "Новый кратер нашли. Он необычной формы.",
        ),
        ("Crater", "The crater is new. Crater.", "The crater is new. Crater."),
        ("", "Раз. Два!", "Раз. Два!"),
    ],
)
def test_what_the_title_says_is_not_said_again(title: str, text: str, summary: str) -> None:
    assert three_sentences(text, "ru", title=title) == summary


def test_three_sentences_are_left_where_the_title_is_the_first_of_many() -> None:
    title = "Sparse attention lowers the cost of long contexts in language models"
    summary = three_sentences(PARAGRAPH, "en", title=title)
    assert len(sentences(summary)) == 3 and title not in summary


def test_list_entries_serve_where_sentences_are_few() -> None:
    post = "\n".join(f"- пункт номер {n} говорит о моделях внимания" for n in range(9))
    assert three_sentences(post, "ru").count("внимания.") == 3


def test_a_single_endless_sentence_is_cut_between_words() -> None:
    summary = three_sentences("слово " * 400, "ru")
    assert len(summary) <= MOST_CHARACTERS and summary.endswith("слово…")


def test_given_vectors_decide_what_is_central() -> None:
    text = "Alpha goes here first. Beta words stand second. Gamma words stand third. Delta is the last one."
    vectors = np.array([[-1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1]])
    assert "Alpha" in three_sentences(text, "en")
    assert "Alpha" not in three_sentences(text, "en", vectors)
    with pytest.raises(ValueError, match="4 sentences"):
        three_sentences(text, "en", vectors[:2])


@settings(deadline=None)
@given(st.text(max_size=3_000))
def test_any_text_gives_a_bounded_summary(text: str) -> None:
    assert len(three_sentences(text, "en")) <= MOST_CHARACTERS


def test_russian_seed_is_summed_up_without_its_menus_and_links() -> None:
    text = next(corpus("seeds").glob("004_*.txt")).read_text(encoding="utf-8")
    summary = three_sentences(text, "ru")
    assert_is_extract(summary, text)
    assert len(summary) > 150
    assert "обзор" in summary.lower()
    for junk in ("МЕНЮ", "RSS", "Регистрация", "http", "(,"):
        assert junk not in summary


def test_the_essay_loses_its_markup_and_front_matter() -> None:
    text = next(corpus("seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    summary = three_sentences(text, "ru")
    assert_is_extract(summary, text)
    assert len(sentences(summary)) >= 2
    for junk in ("**", "](", "layout", "views", "#"):
        assert junk not in summary


def test_abstracts_are_summed_up_in_milliseconds() -> None:
    lines = corpus("corpora/arxiv_ml_3k.jsonl").read_text(encoding="utf-8").splitlines()[:200]
    abstracts = [json.loads(line)["abstract"] for line in lines]
    three_sentences(abstracts[0], "en")
    start = time.thread_time()
    summaries = [three_sentences(abstract, "en") for abstract in abstracts]
    assert (time.thread_time() - start) / len(abstracts) < 0.02
    for summary, abstract in zip(summaries, abstracts, strict=True):
        assert_is_extract(summary, abstract)
        assert len(summary) > 60
