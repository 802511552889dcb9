from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kb.embedding.bundled import BundledEncoder, bundled_weights
from kb.ingest.sample import FOLDER
from kb.library import Library
from kb.search.similarity import CorpusStats, Texts, corpus_stats, more_like, telling_terms
from kb.settings import Settings
from kb.store.chunks import item_vectors
from kb.store.items import by_ids
from kb.types import Kind
from kb.vectors.debias import MannerMeans

CARS = "electric cars and their batteries"
COOKS = "cooks bake bread in stone ovens"
CARS_RU = "электрические машины и их батареи"


def texts(rows: list[list[float]], words: list[str]) -> Texts:
    return Texts(np.array(rows, dtype=np.float32).reshape(len(words), -1), words)


def some(collection: Texts, rows: list[int]) -> Texts:
    forms = [collection.forms[row] for row in rows]
    return Texts(collection.vectors[rows], [collection.texts[row] for row in rows], forms=forms)


def plain(collection: Texts) -> CorpusStats:
    """The background without a mean, so that hand-made vectors mean what they say."""
    known = corpus_stats(collection)
    return CorpusStats(known.documents, known.shares, MannerMeans(np.zeros_like(known.means.overall)))


def records(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def test_of_equally_near_vectors_the_one_with_shared_words_comes_first() -> None:
    found = texts([[1, 0], [1, 0]], [COOKS, CARS])
    assert more_like(texts([[1, 0]], ["batteries of cars"]), found, plain(found)).order.tolist() == [1, 0]


def test_of_texts_without_shared_words_the_nearer_vector_comes_first() -> None:
    found = texts([[0, 1], [1, 0.1]], [CARS, COOKS])
    assert more_like(texts([[1, 0]], ["something else"]), found, plain(found)).order.tolist() == [1, 0]


def test_a_seed_without_a_vector_is_compared_by_its_words() -> None:
    found = texts([[0.6, 0.8], [0.8, 0.6]], [COOKS, CARS])
    alike = more_like(texts([[0, 0]], ["cars"]), found, corpus_stats(found))
    assert alike.order[0] == 1
    assert np.isfinite(alike.scores).all()


def test_texts_without_any_word_do_no_harm() -> None:
    found = texts([[1, 0], [0, 1]], ["", "…"])
    alike = more_like(texts([[0, 1]], [""]), found, plain(found))
    assert alike.order.tolist() == [1, 0]
    assert alike.words.tolist() == [0, 0]


def test_several_seeds_are_answered_by_what_is_like_all_of_them() -> None:
    found = texts([[1, 0], [0, 1], [0.7, 0.7]], ["one", "two", "three"])
    seeds = texts([[1, 0], [0, 1]], ["", ""])
    assert more_like(seeds, found, plain(found)).order[0] == 2


def test_what_says_one_of_the_same_things_is_before_what_says_nothing_of_them() -> None:
    """Both are as near to the seed as a whole; one has a passage about the very thing."""
    whole = [[1, 1, 0], [1, 1, 0]]
    found = Texts(
        np.array(whole, dtype=np.float32),
        ["a", "b"],
        passages=[
            np.array(rows, dtype=np.float32) for rows in ([[1, 1, 0], [1, 1, 0.1]], [[1, 0, 0], [0, 1, 0]])
        ],
    )
    alike = more_like(texts([[1, 0, 0]], [""]), found, plain(found))
    assert alike.order.tolist() == [1, 0]
    turned = Texts(found.vectors[1:], ["b"], passages=found.passages[1:])
    back = more_like(turned, texts([[1, 0, 0]], [""]), plain(found))
    assert back.meaning[0] == pytest.approx(alike.meaning[1])


def test_a_text_whose_passages_have_no_vector_is_one_passage() -> None:
    found = texts([[1, 0], [0, 1]], ["a", "b"])
    empty = Texts(found.vectors, found.texts, passages=[found.vectors[:0]] * 2)
    seed = texts([[1, 0.2]], [""])
    assert (
        more_like(seed, empty, plain(found)).scores.tolist()
        == more_like(seed, found, plain(found)).scores.tolist()
    )


def test_a_text_of_another_language_is_not_behind_for_lack_of_shared_words() -> None:
    found = texts([[1, 0.2], [0.5, 1]], [CARS_RU, "cars"])
    alike = more_like(texts([[1, 0.1]], [CARS]), found, plain(found))
    assert alike.order.tolist() == [0, 1]
    assert alike.words[0] > 0


def test_words_that_every_text_of_a_language_has_make_none_alike() -> None:
    """Though half of the collection, in another language, lacks them."""
    fillers = [
        *(f"и в на для что тема{n}" for n in range(100)),
        *(f"the of and to in subject{n}" for n in range(100)),
    ]
    usual = corpus_stats(Texts(np.ones((200, 2), dtype=np.float32), fillers, ("ru",) * 100 + ("en",) * 100))
    found = Texts(np.zeros((1, 2), dtype=np.float32), ["и в на для что машины"], ("ru",))
    seed = Texts(np.zeros((1, 2), dtype=np.float32), ["и в на для что хлеб"], ("ru",))
    assert 0 < more_like(seed, found, usual, same_work=True).words[0] < 0.1


def test_a_foreign_text_is_taken_to_share_no_more_words_than_any_of_the_seeds_language_does() -> None:
    found = texts([[1, 0], [0.3, 1], [0.2, 1]], [CARS_RU, CARS, COOKS])
    alike = more_like(texts([[1, 0.1]], [CARS]), found, plain(found), same_work=False)
    assert alike.words[0] <= alike.words[1:].max()


def test_texts_are_alike_for_their_subject_not_for_how_they_are_written() -> None:
    """Abstracts lie on one side, prose on the other; the third number is the subject."""
    abstracts = [[1, 0, 0.3], *[[1, 0, -0.1]] * 30]
    prose = [[0, 1, 0.3], *[[0, 1, -0.1]] * 30]
    collection = Texts(
        np.array(abstracts + prose, dtype=np.float32),
        [""] * 62,
        ["en"] * 62,
        ["abstract"] * 31 + ["prose"] * 31,
    )
    usual = corpus_stats(collection)
    rows = [0, 1, 32]
    found = Texts(collection.vectors[rows], ["", "", ""], ["en"] * 3, ["abstract", "abstract", "prose"])
    for form in ("prose", ""):
        seed = Texts(collection.vectors[[31]], [""], ["en"], [form])
        assert more_like(seed, found, usual).order[0] == 0


def test_languages_may_be_told() -> None:
    rows = [[1, 0.1], [0.9, 0.2]]
    untold = texts(rows, ["elektrische Wagen", "cars"])
    told = Texts(untold.vectors, untold.texts, ("de", "en"))
    seed = Texts(np.array([[1, 0.1]], dtype=np.float32), ["cars"], ("en",))
    before, after = (more_like(seed, found, plain(found)) for found in (untold, told))
    assert before.words[0] < after.words[0]
    assert before.order[0] == 1
    assert after.order[0] == 0


def test_telling_terms_are_the_rare_ones_in_both_languages() -> None:
    papers = [record["summary"] for record in records("papers.jsonl")]
    usual = corpus_stats(Texts(np.zeros((len(papers), 2), dtype=np.float32), papers))
    found = telling_terms(["The model and the watermark: a watermark survives"], usual, 2)
    assert found[0] == "watermark"
    russian = telling_terms(["и в на для модели водяной знак"], usual, 3)
    assert not {"и", "в", "на", "для"} & set(russian)
    # In a library of papers words of posts are rare, and tell nothing all the same.
    text = "Мы такие: 3 раза считали кэш. We do such things, and such a cache, 70 times."
    assert {"кэш", "cach"} <= set(telling := telling_terms([text], usual, 9))
    assert not {"мы", "такие", "we", "such", "3", "70"} & set(telling)


def test_a_shortlist_is_ranked_as_the_whole_collection_would_be() -> None:
    papers = [f"{record['title']}\n{record['summary']}" for record in records("papers.jsonl")]
    rows = np.random.default_rng(0).standard_normal((len(papers), 16)).astype(np.float32)
    everything = Texts(rows[1:], papers[1:])
    usual = corpus_stats(Texts(rows, papers))
    seed = Texts(rows[:1], papers[:1])
    whole = more_like(seed, everything, usual).order
    kept = np.sort(whole[:90])
    shortlist = Texts(everything.vectors[kept], [everything.texts[row] for row in kept])
    assert kept[more_like(seed, shortlist, usual).order][:10].tolist() == whole[:10].tolist()


def test_no_candidates_give_an_empty_ranking() -> None:
    found = texts([[1, 0]], [CARS])
    nothing = Texts(np.zeros((0, 2), dtype=np.float32), [])
    assert more_like(found, nothing, corpus_stats(found)).order.size == 0


def test_a_seed_is_needed() -> None:
    found = texts([[1, 0]], [CARS])
    with pytest.raises(ValueError, match="at least one seed"):
        more_like(Texts(np.zeros((0, 2), dtype=np.float32), []), found, corpus_stats(found))


@pytest.mark.parametrize(("rows", "languages", "forms"), [(1, (), ()), (2, ("en",), ()), (2, (), ("prose",))])
def test_vectors_texts_languages_and_forms_must_match_in_number(
    rows: int, languages: tuple[str, ...], forms: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match="2 texts"):
        Texts(np.zeros((rows, 2), dtype=np.float32), [CARS, COOKS], languages, forms)


def test_passages_must_match_in_number() -> None:
    with pytest.raises(ValueError, match="2 texts, but passages of 1"):
        Texts(
            np.zeros((2, 2), dtype=np.float32), [CARS, COOKS], passages=[np.zeros((1, 2), dtype=np.float32)]
        )


@pytest.fixture(scope="module")
def encoder(cache: Path) -> BundledEncoder:
    found = bundled_weights()
    if found is None:
        pytest.skip("the packaged model is not installed here")
    return BundledEncoder(found, cache)


@pytest.fixture(scope="module")
def sample(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Texts]:
    """Ids and texts of the sample's papers, with the real vectors that come with it."""
    library = Library(Settings(home=tmp_path_factory.mktemp("sample"), cache=cache, network=False))
    library.intake.load_sample()
    space, db = library.vectors.space, library.store.read()
    known = item_vectors(db, space.fingerprint, space.dimension)
    items = by_ids(db, known.item_ids.tolist())
    library.close()
    papers = [row for row, item in enumerate(items) if item.kind is Kind.PAPER]
    summaries = [f"{items[row].title}\n{items[row].summary}" for row in papers]
    return [items[row].key.removeprefix("arxiv:") for row in papers], Texts(known.vectors[papers], summaries)


@pytest.fixture(scope="module")
def posts(encoder: BundledEncoder) -> tuple[list[list[str]], Texts]:
    """The ids that each of the sample's posts links to, and the posts without their links."""
    told = [record["text"] for record in records("posts.jsonl")]
    linked = [re.findall(r"arxiv\.org/abs/(\d{4}\.\d{4,5})", text) for text in told]
    plain_texts = [re.sub(r"https?://\S+", "", text) for text in told]
    return linked, Texts(encoder.encode_passages(plain_texts), plain_texts)


def places(ids: list[str], wanted: list[str], rankings: list[NDArray[np.int64]]) -> list[int]:
    return [[ids[row] for row in ranking].index(one) for one, ranking in zip(wanted, rankings, strict=True)]


@pytest.mark.slow
def test_a_pasted_post_finds_the_paper_it_retells_in_either_language(
    sample: tuple[list[str], Texts], posts: tuple[list[list[str]], Texts]
) -> None:
    ids, papers = sample
    linked, retold = posts
    pairs = {row: found[0] for row, found in enumerate(linked) if found and found[0] in ids}
    assert len(pairs) > 10
    usual = corpus_stats(papers)
    ours = [
        more_like(Texts(retold.vectors[[row]], [retold.texts[row]]), papers, usual).order for row in pairs
    ]
    cosine = [np.argsort(-(papers.vectors @ retold.vectors[row])) for row in pairs]
    wanted = list(pairs.values())
    found, found_by_cosine = (np.mean(np.array(places(ids, wanted, one)) < 5) for one in (ours, cosine))
    assert found > 0.8
    assert found > found_by_cosine


@pytest.mark.slow
def test_among_posts_of_its_own_language_a_post_is_most_like_its_paper(
    sample: tuple[list[str], Texts], posts: tuple[list[list[str]], Texts]
) -> None:
    """In a language of few texts, and among others that are written as it is."""
    ids, papers = sample
    linked, retold = posts
    everything = Texts(
        np.vstack([papers.vectors, retold.vectors]),
        [*papers.texts, *retold.texts],
        forms=["abstract"] * len(ids) + ["prose"] * len(retold.texts),
    )
    usual = corpus_stats(everything)
    first = {}
    for row, found in enumerate(linked, start=len(ids)):
        if len(found) == 1 and found[0] in ids:
            others = [other for other in range(len(everything.texts)) if other != row]
            alike = more_like(some(everything, [row]), some(everything, others), usual)
            first[found[0]] = others[alike.order[0]]
    assert len(first) >= 8
    assert sum(ids.index(paper) == best for paper, best in first.items()) > 0.75 * len(first)
