"""What is learnt of filings, and a history replayed, in a library."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kb.catalogue import RUSSIAN, speaking
from kb.errors import JomoError
from kb.forecast.history import in_order
from kb.ingest.save import ingest
from kb.library import Library, forecast
from kb.store import decisions
from kb.types import Annotation, Document, Filters, Item, Kind, Stance, State, Suggestion, Zone
from kb.types.forecast import Target, TraitFamily
from tests.conftest import Command

SUBJECTS = ("attention kernels", "protein folding")
ZONES = (Zone.MUST_HAVE, Zone.PUT_AND_FORGET)


@pytest.fixture
def filed(library: Library) -> Library:
    """A library of sixty items on two subjects, of which forty were filed by subject, one by one."""
    documents = [
        Document(
            f"arxiv:2501.{n:05}", Kind.PAPER, f"On {SUBJECTS[n % 2]} {n}", saved_at=f"2025-01-01T00:00:{n:02}"
        )
        for n in range(60)
    ]
    ingest(library.store, documents)
    library.work.embed()
    for n, document in enumerate(documents[:40]):
        library.triage.move([document.key], ZONES[n % 2])
    return library


def waiting(library: Library) -> list[Item]:
    return library.items.select(Filters(zones=(Zone.INBOX,)))


def suggested(library: Library) -> list[Suggestion]:
    return list(library.forecast.suggestions(waiting(library)).values())


def test_a_decision_is_learnt_by_the_next_question_and_unlearnt_when_it_goes_back(filed: Library) -> None:
    assert len(filed.forecast.past()) == 40
    [one, *_] = waiting(filed)
    filed.triage.move([one.key], Zone.MUST_HAVE)
    assert [past.item_id for past in filed.forecast.past()][-1] == one.id
    filed.history.undo()
    assert len(filed.forecast.past()) == 40


def test_what_a_survey_settled_teaches_nothing_of_what_is_wanted(filed: Library) -> None:
    """It is put away since another text covers it, however much it was wanted."""
    first = next(item for item in waiting(filed) if SUBJECTS[0] in item.title)
    survey, *covered = [item.key for item in waiting(filed) if SUBJECTS[0] in item.title and item != first]
    before = filed.forecast.suggestions([first])[first.id]
    learnt = len(filed.forecast.past())
    filed.waiting.park(covered, "kernels")
    filed.waiting.settle(survey, covered)
    assert {filed.items.get(key).item.zone for key in covered} == {Zone.PUT_AND_FORGET}
    assert len(filed.forecast.past()) == learnt
    assert filed.forecast.suggestions([first])[first.id] == before
    # Where the person files one of them afterwards, that is a decision.
    filed.triage.move(covered[:1], Zone.MUST_HAVE)
    assert len(filed.forecast.past()) == learnt + 1


def test_questions_asked_at_once_learn_each_filing_once(
    filed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of several tabs ask in threads of their own."""
    filings, looked_up = decisions.filings, []

    def slowly(*asked: Any) -> list[decisions.Filing]:
        looked_up.append(asked)
        time.sleep(0.05)
        return filings(*asked)

    def learnt() -> int:
        known = len(filed.forecast.past())
        filed.store.close()
        return known

    monkeypatch.setattr(decisions, "filings", slowly)
    with ThreadPoolExecutor(4) as pages:
        for known in (40, 41):
            every = [pages.submit(learnt) for _ in range(4)]
            assert {one.result() for one in every} == {known}
            assert len(looked_up) == known - 39
            filed.triage.move([waiting(filed)[0].key], Zone.MUST_HAVE)


def test_what_never_has_a_vector_is_not_waited_for(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link of which nothing but the address is known has nothing to embed."""
    links = [f"url:https://example.org/{n}" for n in range(20)]
    ingest(library.store, [Document(key, Kind.ARTICLE, "") for key in links])
    library.triage.move(links, Zone.NICE_TO_HAVE)
    library.work.embed()
    assert len(library.forecast.past()) == 20
    learners: list[int] = []
    monkeypatch.setattr(forecast, "zone_learner", learners.append)
    assert len(library.forecast.past()) == 20 and not learners


def spread(library: Library) -> None:
    """Gives each event a minute of its own: what happens at one moment has no order."""
    with library.store.write() as db:
        db.execute(
            "UPDATE events SET at = strftime('%Y-%m-%dT%H:%M:%S+00:00', '2025-02-01', id || ' minutes')"
        )


def test_what_was_learnt_step_by_step_is_what_is_learnt_from_the_start(filed: Library) -> None:
    spread(filed)
    filed.forecast.suggestions(waiting(filed))
    for n, item in enumerate(waiting(filed)[:6]):
        filed.triage.move([item.key], Zone.MUST_HAVE if "attention" in item.title else Zone.PUT_AND_FORGET)
        spread(filed)
        if n % 2:
            filed.forecast.suggestions(waiting(filed))
    anew = Library(filed.settings, encoder=filed.vectors.encoder)
    try:
        for mine, other in zip(filed.forecast.past(), anew.forecast.past(), strict=True):
            assert (mine.item_id, mine.wrong) == (other.item_id, other.wrong)
            assert mine.probability == pytest.approx(other.probability, abs=1e-6)
    finally:
        anew.close()


def test_a_reason_names_what_was_filed_alike_and_holds(filed: Library) -> None:
    found = filed.forecast.suggestions(waiting(filed))
    assert found
    for item in filed.items.by_ids(list(found)):
        suggested = found[item.id]
        assert suggested.zone is ZONES["protein" in item.title]
        assert f"went to {suggested.zone}" in suggested.reason
        assert suggested.reason == "; ".join(one.says for one in suggested.because)


def test_a_reason_is_said_in_russian(filed: Library) -> None:
    with speaking(RUSSIAN):
        found = filed.forecast.suggestions(waiting(filed))
    assert found
    for one in found.values():
        assert f"\N{EM DASH}\N{NO-BREAK SPACE}в {one.zone}" in one.reason
        assert one.reason == "; ".join(part.says for part in one.because)


def test_what_jomo_filed_by_itself_teaches_nothing(filed: Library) -> None:
    filed.triage.accept(filed.forecast.suggestions(waiting(filed)))
    assert len(filed.forecast.past()) == 40


def test_a_replay_is_of_what_was_known_then(filed: Library) -> None:
    """An area that was set up afterwards would know everything."""
    before = filed.forecast.replay()
    keys = [item.key for item in filed.items.select() if "protein" in item.title]
    filed.areas.set("Proteins", stance=Stance.IGNORED, examples=keys[:10])
    with filed.store.write() as db:
        db.execute("UPDATE areas SET since = '2999-01-01'")
    after = filed.forecast.replay()
    assert before and after and before.scores == after.scores


def test_an_example_given_after_the_decision_foretells_nothing(filed: Library) -> None:
    """An area of long ago knows them all once it was shown what was put away; what it knew, it goes on
    knowing."""
    items = filed.items.select()
    random = np.random.default_rng(8).permutation([item.key for item in items]).tolist()
    filed.areas.set("Once", stance=Stance.IGNORED, examples=random[:20], counter_examples=random[20:])
    with filed.store.write() as db:
        db.execute("UPDATE areas SET since = '2020-01-01'")
        db.execute("UPDATE area_joined SET at = '2020-01-01'")

    def known() -> set[str]:
        """What is known to have been in the area when it was filed."""
        found = filed.forecast._cases_at(in_order(filed.forecast._decisions(Target.ZONE)))
        inside = {i for i, case in found.items() if "Once" in case.traits[TraitFamily.AREA]}
        return {item.key for item in items if item.id in inside}

    before, put_away = known(), [item.key for item in items if "protein" in item.title]
    assert before
    filed.areas.settle("Once", [key for key in put_away if key not in random[:20]], belongs=True)
    assert set(put_away) <= set(filed.areas.get("Once").examples)
    assert known() == before


def test_a_tag_given_when_the_decision_was_taken_foretells_nothing(filed: Library) -> None:
    before = filed.forecast.replay()
    keys = [item.key for item in filed.items.select() if item.zone is Zone.PUT_AND_FORGET]
    filed.items.tag(keys, "settled")
    filed.items.tag(keys[:5], "more")
    after = filed.forecast.replay()
    assert before and after and before.scores == after.scores


@pytest.mark.parametrize(
    "left_by_reading",
    [
        {"tags": ("done",)},
        {"annotations": (Annotation(quote="a remarkable passage"),)},
        {"annotations": (Annotation(note="worth the hour"),)},
    ],
)
def test_what_reading_left_behind_in_another_program_does_not_foretell_reading(
    library: Library, left_by_reading: dict[str, Any]
) -> None:
    """Whether something was read has nothing to do with what it is about here."""
    rng = np.random.default_rng(5)
    documents = []
    for n in range(300):
        link = Document(
            f"https://site.example/{n}",
            Kind.ARTICLE,
            f"{rng.choice(('Soil', 'Gears', 'Tides'))} {n}",
            saved_at=f"2021-01-01T{n // 60:02}:{n % 60:02}:00+00:00",
            state=State.UNREAD,
        )
        documents.append(replace(link, state=State.READ, **left_by_reading) if rng.random() < 0.5 else link)
    ingest(library.store, documents)
    made = library.forecast.replay(Target.READ)
    assert made and made.counts[1] > 100 and made.proven == 0


def test_that_reading_came_after_saving_does_not_foretell_it(filed: Library) -> None:
    """All was saved first; what was read later by chance is not told by being later."""
    keys = [item.key for item in filed.items.select()]
    for n in np.random.default_rng(7).permutation(len(keys))[:20]:
        filed.items.set_state([keys[n]], State.READ)
    spread(filed)
    assert filed.forecast.replay(Target.USE) is None
    made = filed.forecast.replay(Target.READ)
    assert made and made.counts == (40, 20) and made.proven == 0


def test_the_command_prints_one_json_document(filed: Library, kb_on: Callable[[Path], Command]) -> None:
    kb = kb_on(filed.home)
    filed.close()
    made = kb("replay", "--json").json
    assert made["n"] == 40 and made["outcomes"]["must-have"] == 20
    assert made["log_loss"] <= made["base_log_loss"] + 0.2 / 40
    assert made["baselines"]["running base rate"]["log_loss"] == made["base_log_loss"]
    nothing = kb("replay", "--target", "use", "--json").json
    assert nothing["n"] == 0 and nothing["why"] and nothing["log_loss"] is None
    assert nothing.keys() == made.keys() and nothing["coverage"] == dict.fromkeys(made["coverage"], 0)


def test_what_is_no_reason_is_heard_no_more_until_that_is_taken_back(filed: Library) -> None:
    reasons = [one.trait for found in suggested(filed) for one in found.because if one.trait]
    words = sorted({str(trait) for trait in reasons if trait.family is TraitFamily.WORD})
    assert words
    moves = filed.forecast.set_reason(words)
    assert [move.key for move in moves] == words and filed.forecast.no_reasons() == words
    assert filed.forecast.set_reason(words) == []
    left = {str(one.trait) for found in suggested(filed) for one in found.because}
    assert not left & set(words)
    filed.history.undo()
    assert filed.forecast.no_reasons() == []
    assert {str(one.trait) for found in suggested(filed) for one in found.because} & set(words)


def test_a_word_is_told_as_it_is_written_and_is_no_reason_in_any_form(filed: Library) -> None:
    told = {
        one.value: one.trait
        for found in suggested(filed)
        for one in found.because
        if one.trait and one.trait.family is TraitFamily.WORD
    }
    assert told and set(told) <= set(" ".join(SUBJECTS).split())
    bent = {value: trait for value, trait in told.items() if trait and trait.value != value}
    assert bent
    filed.forecast.set_reason([f"word:{value}" for value in bent])
    left = {one.trait for found in suggested(filed) for one in found.because}
    assert not left & set(bent.values())


def test_a_reason_of_no_known_kind_is_refused(filed: Library) -> None:
    with pytest.raises(JomoError, match="FAMILY:VALUE"):
        filed.forecast.set_reason(["colour:red"])
    with pytest.raises(JomoError, match="names no value"):
        filed.forecast.set_reason(["source:"])
