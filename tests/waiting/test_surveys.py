"""What takes stock of a field is known by what it says of itself, with or without the word in its title."""

from __future__ import annotations

import pytest

from kb.types.waiting import SurveyKind
from kb.waiting.surveys import look

SURVEYS = [
    ("Mixture-of-Experts in Language Models: A Survey", "", SurveyKind.SURVEY),
    ("SoK: Watermarks for Generated Text", "", SurveyKind.SURVEY),
    (
        "The Many Roads to Shorter Contexts",
        "In this survey we organize existing approaches to compressing prompts into four groups, discuss open"
        " challenges and outline future directions.",
        SurveyKind.SURVEY,
    ),
    (
        "Сжатие контекста языковых моделей",
        "Рассмотрены основные подходы к сжатию контекста, приведена классификация методов по месту сжатия,"
        " названы нерешённые задачи.",
        SurveyKind.SURVEY,
    ),
    ("Обзор методов дистилляции", "", SurveyKind.SURVEY),
    ("A Gentle Introduction to Optimal Transport", "", SurveyKind.TUTORIAL),
    (
        "Score matching for practitioners",
        "This tutorial derives score matching from scratch and shows how to implement it.",
        SurveyKind.TUTORIAL,
    ),
    ("Гайд по сборке RAG на открытых моделях", "", SurveyKind.TUTORIAL),
    (
        "Новый видеогайд про обход графов",
        "Таймкоды: что такое обход, очередь и стек, обход в ширину, обход в глубину, поиск кратчайшего пути,"
        " взвешенные рёбра, куча, сравнение с полным перебором, где это встречается на практике, ошибки,"
        " которые делают чаще всего, как проверить ответ, задачи для самостоятельной работы и их решения.",
        SurveyKind.TUTORIAL,
    ),
    ("Основы очередей сообщений для джунов", "", SurveyKind.TUTORIAL),
    (
        "Do agents read manuals?",
        "We introduce ManualQA, a benchmark of 900 questions on manuals. We evaluate 17 agents under one"
        " protocol and find that all of them fall short.",
        SurveyKind.BENCHMARK,
    ),
    ("LegalBench-RU: бенчмарк по российскому праву", "", SurveyKind.BENCHMARK),
]
NONE = [
    ("A Survey of 1,200 Nurses on Alarms", "We surveyed nurses in six hospitals by questionnaire."),
    ("First results of a deep galaxy survey", "We measured redshifts of galaxies in the survey field."),
    ("Automating code review with language models", "We train a model that writes review comments."),
    ("Scoring peer reviews of conferences", "We train a classifier on reviews and scores."),
    (
        "DocBench and DocFormer: a benchmark and a method for documents",
        "We introduce a benchmark of documents. We further propose a transformer that outperforms existing"
        " methods by 4 %.",
    ),
    ("Screening studies for systematic reviews", "We propose a stopping rule for screening."),
    ("Обзор недели: новости ИИ", "Главное за неделю: три релиза и один скандал. Подборка ссылок."),
    ("Отзыв о курсе по MLOps", "Понравилась практика, не понравилась проверка заданий."),
    ("Диффузионная модель языка на 8 млрд весов, которую обучили с нуля", ""),
    ("Что даёт с нуля обученный токенизатор", ""),
    ("Faster attention for long contexts", "We propose a kernel that is twice as fast on five benchmarks."),
]


@pytest.mark.parametrize(("title", "abstract", "kind"), SURVEYS)
def test_what_takes_stock_is_recognised(title: str, abstract: str, kind: SurveyKind) -> None:
    found = look(title, abstract)
    assert found.likely, found
    assert found.kind is kind
    assert found.reason


@pytest.mark.parametrize(("title", "abstract"), NONE)
def test_what_only_uses_the_words_is_not(title: str, abstract: str) -> None:
    assert not look(title, abstract).likely


def test_many_references_speak_for_a_survey() -> None:
    title, text = "Sparse attention", "Open problems and future directions of a family of methods."
    assert look(title, text, 240).probability > look(title, text, 30).probability
    assert look(title, text, 240).reason == "refers to 240 works"
