"""The sample library: complete, consistent in itself, and true to arXiv's metadata."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kb.clock import day, today, yesterday
from kb.ingest.sample import WRITTEN
from kb.library import Library
from kb.settings import Settings
from kb.store import chunks
from kb.types import Kind, Stance, State, Verdict, Zone
from kb.types.evidence import Strength, Timing, TraceKind
from tests.conftest import EngineEncoder

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
CORPUS = ROOT / ".." / "shared" / "corpora" / "arxiv_ml_3k.jsonl"

ARXIV_ID = re.compile(r"\d{4}\.\d{5}")
ARXIV_LINK = re.compile(r"https://arxiv\.org/abs/(\d{4}\.\d{5})")
POST_KEY = re.compile(
    r"post:telegram/jomo_sample_\w+/\d+|note:sample/[a-z-]+|url:https://example\.org/[\w/-]+"
)
LINK = re.compile(r"https?://[^\s)]+")
RUN = 8  # words in a row that would count as copied

Record = dict[str, Any]


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


PAPERS = _lines(SAMPLE / "papers.jsonl")
POSTS = _lines(SAMPLE / "posts.jsonl")
AREAS: list[Record] = json.loads((SAMPLE / "areas.json").read_text(encoding="utf-8"))
ROLE: list[Record] = json.loads((SAMPLE / "role.json").read_text(encoding="utf-8"))
HISTORY: list[Record] = json.loads((SAMPLE / "history.json").read_text(encoding="utf-8"))

PUBLISHED = {f"arxiv:{paper['id']}": paper["published"] for paper in PAPERS}
PUBLISHED |= {post["key"]: post["published"] for post in POSTS}


@pytest.fixture(scope="module")
def corpus() -> dict[str, Record]:
    if not CORPUS.is_file():
        pytest.skip("the shared arXiv corpus is not here, so the facts cannot be compared")
    wanted = {paper["id"] for paper in PAPERS}
    with CORPUS.open(encoding="utf-8") as lines:
        found = {record["id"]: record for record in map(json.loads, lines) if record["id"] in wanted}
    assert wanted == set(found), "papers that the corpus does not know"
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def _figures(text: str) -> set[str]:
    """The numbers of an English text, without the commas that group thousands."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", text)))


def _cyrillic_share(text: str) -> float:
    letters: list[str] = re.findall(r"[a-zа-яё]", LINK.sub("", text).lower())
    return sum(letter > "z" for letter in letters) / len(letters)


def _speaks(language: str, text: str) -> bool:
    share = _cyrillic_share(text)
    return share > 0.6 if language == "ru" else language == "en" and share < 0.02


def _zone(entry: Record) -> Zone:
    """Where an item lies in the end."""
    moves = entry.get("moves", [])
    return Zone(moves[-1]["zone"] if moves else entry.get("zone", Zone.INBOX))


def _steps(entry: Record) -> Iterator[datetime]:
    """What happened to an item, in the order it must have happened."""
    published = PUBLISHED[entry["key"]]
    yield datetime.fromisoformat(published if "T" in published else f"{published}T00:00:00+00:00")
    yield datetime.fromisoformat(entry["saved_at"])
    for name in ("moved_at", "state_at", "judged_at"):
        if name in entry:
            yield datetime.fromisoformat(entry[name])
        if name == "moved_at":
            yield from (datetime.fromisoformat(move["at"]) for move in entry.get("moves", []))


# --- papers ---


def test_papers_have_the_promised_shape() -> None:
    assert len(PAPERS) >= 130
    assert len({paper["id"] for paper in PAPERS}) == len(PAPERS)
    fields = ["id", "title", "authors", "published", "categories", "summary", "summary_language"]
    for paper in PAPERS:
        assert list(paper) == fields, paper["id"]
        assert ARXIV_ID.fullmatch(paper["id"])
        assert paper["title"] and paper["categories"] and 1 <= len(paper["authors"]) <= 12, paper["id"]
        assert date(2025, 3, 1) <= date.fromisoformat(paper["published"]) <= date(2026, 3, 31)


def test_summaries_are_short_and_in_the_stated_language() -> None:
    for paper in PAPERS:
        assert _speaks(paper["summary_language"], paper["summary"]), paper["id"]
        assert 2 <= len(re.findall(r"[.!?](?=\s|$)", paper["summary"])) <= 3, paper["id"]
        assert 25 <= len(_words(paper["summary"])) <= 80, paper["id"]
    russian = sum(paper["summary_language"] == "ru" for paper in PAPERS) / len(PAPERS)
    assert 0.3 <= russian <= 0.45


def test_summaries_follow_no_template() -> None:
    seen: Counter[tuple[str, ...]] = Counter()
    for paper in PAPERS:
        seen.update(_runs(paper["summary"], 5))
    assert [" ".join(run) for run, count in seen.items() if count > 1] == []


def test_paper_facts_are_those_of_arxiv(corpus: dict[str, Record]) -> None:
    for paper in PAPERS:
        source = corpus[paper["id"]]
        assert paper["title"] == source["title"]
        assert paper["authors"] == source["authors"][:12]
        assert paper["categories"] == source["categories"]
        assert paper["published"] == source["first_seen"]


def test_summaries_do_not_copy_the_abstract(corpus: dict[str, Record]) -> None:
    for paper in PAPERS:
        shared = _runs(paper["summary"]) & _runs(corpus[paper["id"]]["abstract"])
        assert not shared, (paper["id"], shared)


def test_figures_in_summaries_come_from_the_abstract(corpus: dict[str, Record]) -> None:
    for paper in PAPERS:
        russian = paper["summary_language"] == "ru"  # and so with a decimal comma
        known = _figures(f"{paper['title']} {corpus[paper['id']]['abstract']}")
        stated = _figures(re.sub(r"(?<=\d),(?=\d)", ".", paper["summary"]) if russian else paper["summary"])
        assert stated <= known, (paper["id"], stated - known)


# --- posts, notes, articles ---


def test_posts_have_the_promised_shape() -> None:
    assert len(POSTS) >= 28
    assert len({post["key"] for post in POSTS}) == len(POSTS)
    fields = ["key", "kind", "title", "text", "source", "authors", "tags", "published", "language"]
    for post in POSTS:
        assert list(post) == [*fields, "mentions"], post["key"]
        assert POST_KEY.fullmatch(post["key"]), post["key"]
        assert post["title"] and post["source"] and post["authors"] and post["tags"], post["key"]
        assert datetime.fromisoformat(post["published"]).utcoffset() == timedelta(0), post["key"]
    kinds = {Kind(post["kind"]) for post in POSTS}
    assert kinds >= {Kind.POST, Kind.ARTICLE, Kind.NOTE, Kind.VIDEO, Kind.REPO, Kind.BOOK}


def test_posts_are_written_out_and_mostly_russian() -> None:
    for post in POSTS:
        assert 80 <= len(_words(LINK.sub("", post["text"]))) <= 200, post["key"]
        assert _speaks(post["language"], post["text"]), post["key"]
    russian = sum(post["language"] == "ru" for post in POSTS) / len(POSTS)
    assert 0.55 <= russian <= 0.65


def test_mentions_are_the_linked_papers_and_already_published() -> None:
    papers = {paper["id"]: paper for paper in PAPERS}
    retelling = 0
    for post in POSTS:
        assert post["mentions"] == list(dict.fromkeys(ARXIV_LINK.findall(post["text"]))), post["key"]
        for arxiv_id in post["mentions"]:
            assert papers[arxiv_id]["published"] <= post["published"][:10], (post["key"], arxiv_id)
        retelling += bool(post["mentions"])
    assert retelling >= 10
    assert sum(len(post["mentions"]) >= 3 and "survey" in post["tags"] for post in POSTS) == 3


# --- history ---


def test_history_tells_of_every_item_once() -> None:
    assert Counter(entry["key"] for entry in HISTORY) == Counter(PUBLISHED.keys())


def test_history_keeps_the_order_of_time() -> None:
    for entry in HISTORY:
        steps = list(_steps(entry))
        assert steps == sorted(steps), entry["key"]
        assert all(step.utcoffset() == timedelta(0) for step in steps), entry["key"]
        assert steps[-1] <= datetime.fromisoformat("2026-03-31T23:59:59+00:00"), entry["key"]
        opened = [datetime.fromisoformat(at) for at in entry.get("opened", [])]
        assert opened == sorted(opened), entry["key"]
        assert not opened or opened[0] >= steps[1], entry["key"]
    saved = [entry["saved_at"] for entry in HISTORY]
    assert saved == sorted(saved)
    assert datetime.fromisoformat(saved[-1]) - datetime.fromisoformat(saved[0]) > timedelta(days=350)


def test_history_uses_the_vocabulary_and_whole_pairs() -> None:
    known = {"key", "saved_at", "source", "zone", "moved_at", "moves", "state", "state_at", "opened"}
    known |= {"verdict", "judged_at", "note"}
    for entry in HISTORY:
        assert set(entry) <= known and entry["source"], entry["key"]
        assert ("zone" in entry) == ("moved_at" in entry), entry["key"]
        assert ("verdict" in entry) == ("judged_at" in entry), entry["key"]
        state = State(entry["state"])
        assert (state is not State.UNREAD) == ("state_at" in entry), entry["key"]
        if state in (State.READING, State.READ):
            assert entry["opened"], entry["key"]
        if "verdict" in entry:
            Verdict(entry["verdict"])
        places = [Zone.INBOX, *([entry["zone"]] if "zone" in entry else [])]
        places += [move["zone"] for move in entry.get("moves", [])]
        assert all(Zone(before) is not Zone(after) for before, after in pairwise(places)), entry["key"]
    sources = {post["key"]: post["source"] for post in POSTS}
    for entry in HISTORY:
        assert entry["source"] == sources.get(entry["key"], entry["source"]), entry["key"]


def test_zones_are_filled_as_in_a_real_year() -> None:
    sizes = Counter(map(_zone, HISTORY))
    assert 18 <= sizes[Zone.INBOX] <= 25
    assert 12 <= sizes[Zone.MUST_HAVE] <= 16
    assert 40 <= sizes[Zone.NICE_TO_HAVE] <= 50
    assert 30 <= sizes[Zone.NO_NEED] <= 40
    assert 35 <= sizes[Zone.PUT_AND_FORGET] <= 45
    unread = sum(_zone(e) is Zone.MUST_HAVE and e["state"] == State.UNREAD for e in HISTORY)
    assert 3 <= unread <= 5, "the gate should be closed by a few items"
    assert sum(bool(entry.get("moves")) for entry in HISTORY) >= 5

    def read_share(zone: Zone) -> float:
        read = [entry for entry in HISTORY if _zone(entry) is zone and entry["state"] == State.READ]
        return len(read) / sizes[zone]

    assert min(read_share(Zone.MUST_HAVE), read_share(Zone.NICE_TO_HAVE)) > read_share(Zone.NO_NEED)
    assert read_share(Zone.NO_NEED) > read_share(Zone.PUT_AND_FORGET) > read_share(Zone.INBOX) == 0


def test_inbox_holds_the_newest() -> None:
    waiting = [entry["saved_at"] for entry in HISTORY if _zone(entry) is Zone.INBOX]
    assert min(waiting) >= "2026-03-01"


def test_two_reviews_judged_what_had_been_filed() -> None:
    judged = [entry for entry in HISTORY if "verdict" in entry]
    assert 55 <= len(judged) <= 70
    assert all(_zone(entry) is not Zone.INBOX for entry in judged)
    reviews = Counter(entry["judged_at"][:7] for entry in judged)
    assert set(reviews) == {"2025-06", "2025-12"} and min(reviews.values()) >= 20

    def useful(zone: Zone) -> float:
        verdicts = [entry["verdict"] for entry in judged if _zone(entry) is zone]
        return 1 - verdicts.count(Verdict.NONE) / len(verdicts)

    rates = [useful(zone) for zone in (Zone.MUST_HAVE, Zone.NICE_TO_HAVE, Zone.NO_NEED, Zone.PUT_AND_FORGET)]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] < 1, "some must-have should have been of no use"
    assert rates[-1] > 0, "something put away should have been needed"


# --- areas ---


def test_areas_have_reasons_dates_and_known_examples() -> None:
    assert 9 <= len(AREAS) <= 11
    assert len({area["name"] for area in AREAS}) == len(AREAS)
    fields = ["name", "criterion", "stance", "reason", "since", "review_on", "examples"]
    for area in AREAS:
        assert list(area) == fields, area["name"]
        assert area["criterion"] and area["reason"], area["name"]
        assert date.fromisoformat(area["since"]) < date.fromisoformat(area["review_on"]), area["name"]
        assert 2 <= len(area["examples"]) <= 5 and set(area["examples"]) <= set(PUBLISHED), area["name"]
    stances = Counter(Stance(area["stance"]) for area in AREAS)
    assert stances[Stance.TRACKED] in (4, 5)
    assert stances[Stance.IGNORED] in (3, 4)
    assert stances[Stance.UNDECIDED] == 2


def test_readme_states_the_true_counts() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    counts = {
        "papers.jsonl": PAPERS,
        "posts.jsonl": POSTS,
        "areas.json": AREAS,
        "role.json": ROLE,
        "history.json": HISTORY,
    }
    for name, records in counts.items():
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{name}`"))
        assert row.endswith(f"| {len(records)} |"), name


def test_the_vectors_beside_it_are_those_of_the_bundled_model(settings: Settings) -> None:
    library = Library(settings, encoder=EngineEncoder.here())
    library.intake.load_sample()
    library.work.stop()
    assert library.vectors.pending() == 0, "make vectors"
    db, space = library.store.read(), library.vectors.space
    stored = chunks.sample(db, space.fingerprint, space.dimension, 5)
    texts = {chunk.id: chunk.text for chunk in chunks.of_items(db, stored.item_ids.tolist())}
    computed = library.vectors.encoder.encode_passages([texts[chunk] for chunk in stored.chunk_ids.tolist()])
    assert np.einsum("nd,nd->n", computed, stored.vectors).min() > 0.999
    library.close()


def test_it_is_loaded_as_a_year_that_ended_yesterday(tmp_path: Path) -> None:
    library = Library(Settings(home=tmp_path, network=False))
    library.intake.load_sample()
    kept = {item.key: item for item in library.items.select()}
    moved = {day(kept[entry["key"]].saved_at) for entry in HISTORY}
    assert max(moved) == yesterday()
    later = date.fromisoformat(yesterday()) - WRITTEN
    for entry in HISTORY:
        saved = datetime.fromisoformat(entry["saved_at"])
        assert datetime.fromisoformat(kept[entry["key"]].saved_at) == saved + later
    for paper in PAPERS:
        assert kept[f"arxiv:{paper['id']}"].published == paper["published"]
    assert all(item.published is None or day(item.published) <= today() for item in kept.values())
    assert not [area.name for area in library.areas.every() if area.review_on and area.review_on <= today()]
    library.close()


def test_the_samples_notes_refer_to_its_items_after_they_were_saved(tmp_path: Path) -> None:
    library = Library(Settings(home=tmp_path, network=False))
    library.intake.load_sample(WRITTEN)
    library.evidence.scan()
    notes = library.evidence.sources()[0]
    assert (notes.path, notes.failures) == (str((tmp_path / "sample notes").resolve()), ())
    traces = [one for found in library.evidence.every().values() for one in found]
    assert {one.strength for one in traces} == {Strength.FAIR, Strength.WEAK}
    assert {one.kind for one in traces} >= {TraceKind.IDENTIFIER, TraceKind.TITLE, TraceKind.LINK}
    assert not [one for one in traces if one.timing is Timing.BEFORE]
    figures = library.reviews.figures("2025", "2026")
    assert figures.evidenced >= 14
    assert figures.unread_use.keys
    library.close()
