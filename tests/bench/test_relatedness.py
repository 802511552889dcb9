"""What the corpora relate, on corpora of a few lines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench.relatedness import Seed, related


def paper(number: int, title: str, abstract: str, *authors: str) -> str:
    record = {"id": f"2501.{number:05}", "title": title, "abstract": abstract, "authors": authors}
    return json.dumps(record) + "\n"


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    papers = [
        paper(1, "CalmCache: waiting", "A cache.", "A. One", "B. Two", "C. Three"),
        paper(2, "Faster than before", "We extend CalmCache to many machines.", "D. Four"),
        paper(3, "Robots", "They walk.", "A. One", "B. Two", "C. Three"),
    ]
    (tmp_path / "arxiv_ml_3k.jsonl").write_text("".join(papers), encoding="utf-8")
    with gzip.open(tmp_path / "arxiv_scale_20k.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(paper(4, "Elsewhere", "Nothing of it.", "E. Five"))
    for folder in ("telegram_ru", "ru_weekly_arxiv_review/2025/week-01", "applied_ml_links"):
        (tmp_path / folder).mkdir(parents=True)
    posts = [
        ("one", 1, "Первый рассказ о медведях, которые зимой спят дольше обычного и видят сны о лете, " * 2),
        ("two", 2, "Совсем другими словами: учёные измерили, как долго тянется зимняя спячка зверей, " * 2),
    ]
    with gzip.open(tmp_path / "telegram_ru" / "posts.jsonl.gz", "wt", encoding="utf-8") as out:
        for channel, number, text in posts:
            post = {"channel": channel, "message_id": number, "text": f"{text} https://example.org/a"}
            out.write(json.dumps(post) + "\n")
    for name in ("review.md", "README.md"):
        (tmp_path / "ru_weekly_arxiv_review/2025/week-01" / name).write_text(f"# О {name}", encoding="utf-8")
    links = [{"title": title, "topic": "Search"} for title in ("Finding", "Ranking")]
    lines = "".join(json.dumps(link) + "\n" for link in links)
    (tmp_path / "applied_ml_links" / "_items.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_what_gives_a_relation_away_is_taken_out_of_the_texts(corpora: Path) -> None:
    texts = {one.id: one.text for one in related(corpora)[0]}
    assert texts["2501.00002"] == "Faster than before\nWe extend  to many machines."
    assert "example.org" not in texts["one/1"]
    assert "2501.00004" not in texts


def test_relations_are_graded_by_what_is_shared(corpora: Path) -> None:
    def grades(group: str) -> dict[str, dict[str, int]]:
        return {one.id: dict(one.grades) for one in related(corpora)[1] if one.group == group}

    assert grades("names") == {"2501.00001": {"2501.00002": 2}, "2501.00002": {"2501.00001": 2}}
    assert grades("authors") == {"2501.00001": {"2501.00003": 2}, "2501.00003": {"2501.00001": 2}}
    assert grades("posts") == {"one/1": {"two/2": 2}, "two/2": {"one/1": 2}}
    week = "2025/week-01"
    assert grades("reviews")[f"{week}/review.md"] == {f"{week}/README.md": 2}
    assert grades("sections") == {"Finding": {"Ranking": 1}, "Ranking": {"Finding": 1}}


def test_seeds_of_one_judgement_are_unseen_together() -> None:
    seeds = [Seed("needs", f"2501.{n:05}", False, {}, need="t01") for n in range(30)]
    assert len({one.unseen for one in seeds}) == 1
    assert len({Seed("names", one.id, False, {}).unseen for one in seeds}) == 2
