"""Works that are told by their authors and the year alone."""

from __future__ import annotations

import pytest

from kb.evidence import Compared, Works
from kb.types import Kind
from kb.types.evidence import Strength, Trace, TraceKind, WorkFacts, WrittenPage
from kb.types.reasons import Reason

SAVED = "2024-01-05T10:00:00+00:00"
SCANS, STEPS, TREES, RIVERS, ALONE, TWINS, RUSSIAN, CZECH = range(1, 9)


def work(number: int, title: str, authors: str, published: str) -> WorkFacts:
    return WorkFacts(
        number, Kind.PAPER, title, SAVED, (f"doi:10.1/{number}",), tuple(authors.split(" and ")), published
    )


WORKS = Works.of(
    [
        work(SCANS, "Selective Scans over Long Sequences", "Albert Gu and Tri Dao", "2023-12-01"),
        work(STEPS, "Adaptive Steps for Noisy Gradients", "Diederik P. Kingma and Jimmy Ba", "2014-12-22"),
        work(TREES, "Voting among Randomised Trees", "Breiman, Leo", "2001"),
        work(
            RIVERS,
            "Heads That Attend Without Recurrence",
            "Ashish Vaswani and Noam Shazeer and Niki Parmar",
            "2017",
        ),
        work(ALONE, "Chains of Thoughts in Prompts", "Jason Wei and Xuezhi Wang and Denny Zhou", "2022-01"),
        work(TWINS, "Emergence in Larger Prompts", "Jason Wei and Yi Tay", "2022-06"),
        work(RUSSIAN, "Сжатие русских корпусов без потерь", "Иванов И. И. and Пётр Петров", "2023"),
        work(CZECH, "Pruning Grammars by Their Derivations", "Jan Šimon and Łucja Žák", "2021"),
    ]
)  # fmt: skip


def told(text: str) -> list[Trace]:
    return Compared(WrittenPage("notes/a.md", text), WORKS).traces()


@pytest.mark.parametrize(
    ("written", "item"),
    [
        ("Selective scans keep what matters (Gu & Dao, 2023), and we took the kernel over.", SCANS),
        ("Scans over sequences, as in Gu and Dao (2023), need no attention of any kind.", SCANS),
        ("Selective scans of sequences [Gu et al., 2023] need no attention of any kind.", SCANS),
        ("Отбор в сканах последовательностей, Гу и Дао (2023), обходится без внимания вовсе.", SCANS),
        # The preprint was of December, the conference of the next year.
        ("Adaptive steps, see (Kingma & Ba, 2015), made our noisy training stable at once.", STEPS),
        ("The trees are randomised and voting decides (see e.g. Breiman, 2001; Smith, 1999).", TREES),
        ("Heads attend to each other without recurrence in Vaswani et al. 2017, and nowhere before.", RIVERS),
        ("Heads attend without recurrence (Vaswani, Shazeer, and Parmar, 2017b), as we do here.", RIVERS),
        ("Головы без рекуррентности, heads attend (Васвани и др., 2017), считаются быстрее.", RIVERS),
        ("Сжатие корпусов без потерь (Иванов и Петров, 2023) дало нам вдвое меньше места.", RUSSIAN),
        ("Grammars are pruned by derivations (Šimon & Žák, 2021), which halves the parser.", CZECH),
    ],
)
def test_authors_and_a_year_tell_a_work_weakly(written: str, item: int) -> None:
    (one,) = told(written)
    reason = Reason.BY_AUTHORS.format(reason=Reason.IN_SENTENCE)
    assert (one.item_id, one.kind, one.strength, one.reason) == (
        item, TraceKind.AUTHORS, Strength.WEAK, reason,
    )  # fmt: skip
    assert one.probability < 1


@pytest.mark.parametrize(
    "written",
    [
        # Of two works of one author and year it may be either.
        "Larger prompts with chains of thoughts show emergence (Wei et al., 2022), so it was said.",
        # Another work of such authors: nothing of the title stands nearby.
        "The protein folds into a shape of its own in the cold (Gu et al., 2023), they found.",
        "Selective scans of sequences came from elsewhere (Gu & Li, 2023), not from us.",
        "Selective scans of sequences came later on (Gu & Dao, 2025), as it turned out.",
        "Selective scans of sequences of 2023-12-01 were what Gu and Dao 2023-12-01 did.",
        "Voting among trees that are randomised is old: Leo Breiman told of it before 2001.",
        "Heads attend without recurrence since Vaswani (2017), who did not write that alone.",
    ],
)
def test_what_may_be_another_work_is_none(written: str) -> None:
    assert told(written) == []


def test_who_lists_a_work_says_by_its_authors_where_it_is_used() -> None:
    text = """Selective scans keep what matters (Gu & Dao, 2023), and we took the kernel over.

## References

- Gu, A., & Dao, T. (2023). Selective Scans over Long Sequences. Journal of Scans.
"""
    used, listed = told(text)
    assert (used.line, used.kind, used.strength) == (1, TraceKind.AUTHORS, Strength.FAIR)
    assert used.reason == Reason.IN_SENTENCE
    assert (listed.line, listed.kind, listed.strength) == (5, TraceKind.TITLE, Strength.WEAK)


@pytest.mark.parametrize("heading", ["", "## References\n\n"])
@pytest.mark.parametrize("mark", ["[{}]", r"\[{}\]"])
def test_a_list_that_is_numbered_by_hand_needs_no_heading(heading: str, mark: str) -> None:
    first, second = mark.format(11), mark.format(12)
    text = f"""Nothing of what came before keeps its state in so few bytes, which {second} shows at length.

{heading}{first} L. Nobody. Of Other Things. 1999.
{second} A. Gu, T. Dao. Selective Scans over Long
   Sequences. 2023.
"""
    (one,) = told(text)
    assert (one.item_id, one.kind, one.strength) == (SCANS, TraceKind.TITLE, Strength.FAIR)
    assert one.reason == Reason.REFERRED


def test_a_sentence_that_begins_with_a_number_is_no_reference() -> None:
    text = "[12] shows how Selective Scans over Long Sequences keep all of their state in a few bytes."
    (one,) = told(text)
    assert one.reason == Reason.IN_SENTENCE
