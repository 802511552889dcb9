"""Names come from real wording: spelling, language, inflection."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.text.russian import is_cyrillic
from kb.topics.names import NamedBefore, name_levels, name_topics
from kb.topics.terms import TopicText
from kb.types.naming import step_label, topic_label

PAPERS = Path(__file__).resolve().parents[2] / "../shared/corpora/arxiv_ml_3k.jsonl"


def test_acronyms_and_mixed_case_keep_their_spelling() -> None:
    texts = [
        TopicText("Better KV Cache Eviction For Serving", "We shrink the KV cache during serving.", "en"),
        TopicText("KV Cache Quantization Without Tears", "Storing the KV cache in 4 bits.", "en"),
        TopicText("A Study Of RLHF Stability", "Training with RLHF drifts.", "en"),
        TopicText("RLHF Needs Fewer Labels", "Labels for RLHF are costly.", "en"),
    ]
    first, second = name_topics(texts, np.array([0, 0, 1, 1]))
    assert first.name.startswith("KV cache")
    assert second.name.startswith("RLHF")


def test_russian_topic_has_a_russian_name_in_its_base_form() -> None:
    texts = [
        TopicText("Графовые нейросети в химии", "Графовые нейросети предсказывают свойства молекул.", "ru"),
        TopicText("О графовых нейросетях", "Слои графовых нейросетей и молекулы.", "ru"),
        TopicText("Синтез речи", "Новый синтез речи звучит живо.", "ru"),
        TopicText("Быстрый синтез речи", "Для синтеза речи хватает процессора.", "ru"),
    ]
    first, second = name_topics(texts, np.array([0, 0, 1, 1]))
    assert first.name.startswith("Графовые нейросети")
    assert "интез речи" in second.name


def test_name_follows_the_majority_language() -> None:
    texts = [TopicText("Квантование весов", "Квантование весов до четырёх бит.", "ru")] * 3
    texts += [TopicText("Weight quantization", "Quantization of weights.", "en")]
    (topic,) = name_topics(texts, np.zeros(4, dtype=np.int64))
    assert topic.name == "Квантование"


def test_english_titles_over_russian_summaries_have_an_english_name() -> None:
    texts = [
        TopicText("Post-training quantization of LLM weights", "Квантование весов идёт быстрее.", "ru"),
        TopicText("Rotations for LLM quantization", "За месяц веса сжали до четырёх бит.", "ru"),
        TopicText("Vision transformers for chest X-rays", "Снимки читают быстрее.", "ru"),
        TopicText("Chest X-ray triage", "За недели разобрали снимки.", "ru"),
    ]
    first, second = name_topics(texts, np.array([0, 0, 1, 1]))
    assert first.name == "Quantization"
    assert second.name.startswith("Chest X-ray")
    assert not any(is_cyrillic(term) for topic in (first, second) for term in topic.keywords)


def test_a_few_texts_in_another_language_leave_the_name_in_one() -> None:
    texts = [
        TopicText("Агенты и инструменты", "LLM agents вызывают функции.", "ru"),
        TopicText("Память агентов", "Агенты помнят: LLM agents с памятью.", "ru"),
        TopicText("Agents that remember", "LLM agents with memory.", "en"),
        TopicText("Скоринг", "Градиентный бустинг на таблицах.", "ru"),
        TopicText("Бустинг", "Градиентный бустинг снова лучше.", "ru"),
    ]
    first, second = name_topics(texts, np.array([0, 0, 0, 1, 1]))
    assert "гент" in first.name and "gent" not in first.name
    assert "бустинг" in second.name.lower()


def test_a_topic_in_both_languages_shows_both() -> None:
    texts = [TopicText("Квантование весов", "Квантование до четырёх бит.", "ru")] * 4
    texts += [TopicText("Weight quantization", "Quantization of weights.", "en")] * 6
    texts += [TopicText("Синтез речи", "Новый синтез речи звучит живо.", "ru")] * 5
    mixed, russian = name_topics(texts, np.array([0] * 10 + [1] * 5))
    assert mixed.name == "Quantization · квантование"
    assert {"quantization", "квантование"} <= {term.lower() for term in mixed.keywords}
    assert russian.name == "Синтез речи"


def test_a_name_stays_while_it_points_to_its_topic() -> None:
    texts = [TopicText("KV cache eviction", "Speculative decoding and the KV cache.", "en")] * 5
    texts += [TopicText("Speech recognition", "Speech recognition in noise.", "en")] * 5
    fine, coarse = np.repeat([0, 1], 5), np.array([0, 1])
    _, fresh = name_levels(texts, fine, coarse)
    assert fresh[0].name == "KV cache"
    before = [NamedBefore("Speculative decoding"), NamedBefore("Face recognition", by_hand="KV cache")]
    _, (first, second) = name_levels(texts, fine, coarse, [None, None], before)
    assert first.name == "Speculative decoding"
    assert second.name == "Speech recognition"
    _, (first, _) = name_levels(texts, fine, coarse, [None, None], [None, before[1]])
    assert first.name != "KV cache", "a name given by hand is given to no other topic"


def test_words_inside_an_idea_are_no_terms_of_their_own() -> None:
    texts = [TopicText("Automatic speech recognition", "Automatic speech recognition by phone.", "en")] * 4
    texts += [TopicText("Protein design", "Design of a protein.", "en")] * 4
    first, _ = name_topics(texts, np.repeat([0, 1], 4))
    assert first.name == "Speech recognition"
    assert "automatic speech" not in first.keywords


def test_an_upper_name_fits_its_lower_topics_and_echoes_none() -> None:
    subjects = ["Object detection in traffic", "Point clouds of streets", "Speech recognition in noise"]
    texts = [TopicText(subjects[i % 3], "", "en") for i in range(30)]
    upper, lower = name_levels(texts, np.arange(30) % 3, np.array([0, 0, 1]))
    assert upper[0].name == "Images and video"
    assert [topic.name for topic in lower] == ["Object detection", "Point clouds", "Speech recognition"]
    assert not {topic.name for topic in upper} & {topic.name for topic in lower}


def test_texts_without_telling_words_still_get_distinct_names() -> None:
    names = [topic.name for topic in name_topics([TopicText("", "", "en")] * 4, np.array([0, 1, 2, 2]))]
    assert all(names)
    assert len(set(names)) == 3


@pytest.mark.skipif(not PAPERS.exists(), reason="needs the shared paper corpus")
def test_real_papers_are_named_by_their_subject() -> None:
    """Papers grouped by a word of their abstract: the subject must come out, and no small talk."""
    subjects = {"watermark": "watermark", "speech recognition": "speech", "remote sensing": "remote sensing"}
    papers = [json.loads(line) for line in PAPERS.read_text(encoding="utf-8").splitlines()[:1500]]
    texts, labels = [], []
    for label, word in enumerate(subjects):
        for paper in papers:
            if word in paper["abstract"].lower():
                texts.append(TopicText(paper["title"], paper["abstract"], "en"))
                labels.append(label)
    for topic, expected in zip(name_topics(texts, np.array(labels)), subjects.values(), strict=True):
        assert any(expected in term.lower() for term in (topic.name, *topic.keywords[:3])), topic


@pytest.mark.parametrize(
    ("stored", "english", "russian"),
    [
        ("Kernels, mixed", "Kernels, mixed", "Kernels, разное"),
        ("Ядра, разное", "Ядра, mixed", "Ядра, разное"),
        ("Topics 3", "Topics 3", "Темы 3"),
        ("Topic 12", "Topic 12", "Тема 12"),
        ("Topic models", "Topic models", "Topic models"),
    ],
)
def test_of_a_name_only_what_jomo_says_is_translated(stored: str, english: str, russian: str) -> None:
    assert topic_label(stored) == english
    with speaking(RUSSIAN):
        assert topic_label(stored) == russian


@pytest.mark.parametrize(
    ("stored", "russian"),
    [
        ("Redrawn", "Построена заново"),
        ("Renamed Topic 1 to Attention", "Переименовано: Тема 1 → Attention"),
        ("Merged A, mixed into B", "Объединено: A, разное → B"),
        ("Pinned Split", "Закреплено: Split"),
        ("Unpinned A", "Откреплено: A"),
        ("Split A", "Разделено: A"),
        ("anything else", "anything else"),
    ],
)
def test_a_step_on_the_map_is_stored_once_and_said_in_any_language(stored: str, russian: str) -> None:
    assert step_label(stored) == stored
    with speaking(RUSSIAN):
        assert step_label(stored) == russian
