"""The register of areas: its order, its figures, what changes are called; and the page as a script."""

from __future__ import annotations

from datetime import date

import pytest

from kb.library import Library
from kb.types import Area, Depth, Filters, OutlineArea, Stance, Verdict
from kb.types.reviews import FEWEST
from kb.ui.areas import membership, outline, register, stats
from tests.pages import AppTest, visit

FOREIGN = "<b>x</b> ![plot](http://site.example/p.png) :red[zimbabwe] $5"


@pytest.fixture
def library(sampled: Library) -> Library:
    return sampled


def said(app: AppTest) -> str:
    told = [str(each.value) for each in (*app.title, *app.header, *app.markdown)]
    return "\n".join([*told, *(each.label for each in app.button)])


def area(name: str, parent: str | None = None, review_on: str | None = None) -> Area:
    return Area(1, name, Stance.TRACKED, f"about {name}", "", "2026-01-01", review_on, (), parent=parent)


def test_what_is_due_comes_first_and_what_lies_inside_follows_its_area() -> None:
    areas = [
        area("alone"),
        area("Ёлка", "Деревья"),
        area("Деревья"),
        area("дуб", "Деревья"),
        area("жёлудь", "дуб"),
        area("late", review_on="2026-05-01"),
        area("of another stance", "not here"),
    ]
    found = register.families(areas, date(2026, 5, 1))
    assert [[(each.name, depth) for each, depth in family] for family in found] == [
        [("late", 0)],
        [("Деревья", 0), ("дуб", 1), ("жёлудь", 2), ("Ёлка", 1)],
        [("alone", 0)],
        [("of another stance", 0)],
    ]
    due_inside = [*areas, area("берёза", "Деревья", "2026-04-30")]
    assert register.families(due_inside, date(2026, 5, 1))[0][0][0].name == "Деревья"


@pytest.mark.parametrize(
    ("review_on", "expected"), [("2025-11-22", True), ("2025-11-23", False), (None, False)]
)
def test_an_area_is_due_from_its_day_on(review_on: str | None, expected: bool) -> None:
    assert register.due(area("A", review_on=review_on), date(2025, 11, 22)) is expected


def test_dates_of_an_area_in_words() -> None:
    assert (
        register.dates(area("A", review_on="2026-06-30"))
        == "Since 1 January 2026, look again on 30 June 2026"
    )
    assert register.dates(area("A")) == "Since 1 January 2026"


def test_an_area_is_found_by_words_in_any_form_of_letters() -> None:
    found = Area(1, "Кэш KV", Stance.IGNORED, "Сжатие", "Ещё рано", "", None, ())
    assert register.speaks_of(found, "kv ЕЩЕ") and register.speaks_of(found, "")
    assert not register.speaks_of(found, "kv attention")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((1, 2), (1, 2), ""),
        ((1,), (1, 2), "1 item joined"),
        ((1, 2, 3), (3,), "2 items left"),
        ((1, 2), (2, 3, 4), "2 items joined, 1 left"),
    ],
)
def test_changes_are_said_in_words(before: tuple[int, ...], after: tuple[int, ...], words: str) -> None:
    assert membership.changes(before, after) == words


def test_every_figure_counts_what_its_link_finds(library: Library) -> None:
    library.areas.refresh()
    members = [item for each in library.areas.every() for item in library.items.by_ids(each.members)]
    since = sorted(item.saved_at[:10] for item in members)[len(members) // 2]
    figures = stats.figures(library, since)
    assert 0 < sum(one.kept for one in figures.values()) < sum(one.came for one in figures.values())
    assert sum(one.came for one in figures.values()) < len(members)
    assert 0 < sum(one.useful for one in figures.values()) < sum(one.judged for one in figures.values())
    for each in library.areas.every():
        found = figures[each.id]
        assert found.came == library.items.count(stats.came(each, since))
        assert found.kept == library.items.count(stats.kept(each, since))
        assert found.read == library.items.count(stats.read(each, since))
        assert found.judged == library.items.count(stats.judged(each))
        useful = Filters(areas=(each.name,), verdicts=(Verdict.DIRECT, Verdict.INDIRECT))
        assert found.useful == library.items.count(useful)


def test_entries_left_out_of_an_outline_take_nothing_with_them() -> None:
    entries = [OutlineArea("A", "a"), OutlineArea("B", "b", "A"), OutlineArea("C", "c", "B")]
    taken = outline.renamed([(entries[0], "Alpha", True), (entries[1], "B", False), (entries[2], "C", True)])
    assert taken == [OutlineArea("Alpha", "a"), OutlineArea("C", "c", "Alpha")]
    alone = outline.renamed([(entries[0], "A", False), (entries[1], "B", True)])
    assert alone == [OutlineArea("B", "b")]


def test_foreign_words_in_an_area_do_nothing(library: Library) -> None:
    [item] = library.items.select(limit=1)
    library.areas.set(FOREIGN, criterion=FOREIGN, reason=FOREIGN, examples=[item.key])
    library.role.set_ask(FOREIGN, Depth.DEPTH, [FOREIGN])
    for query in ({}, {"tab": "Role"}, {"area": FOREIGN}, {"round": FOREIGN}):
        shown = said(visit("areas", **query))
        assert "zimbabwe" in shown
        assert ":red[" not in shown and "![" not in shown and "<b>" not in shown


def test_an_area_that_is_gone_leads_to_the_register(library: Library) -> None:
    assert "No area is called Nowhere any more" in said(visit("areas", area="Nowhere"))


def test_the_role_says_what_it_is_for_and_shows_gaps(library: Library) -> None:
    for ask in library.role.read().asks:
        library.role.remove_ask(ask.text)
    assert "Begin with one thing your work asks of you" in said(visit("areas", tab="Role"))
    library.role.set_ask("Беречь память", Depth.GIST)
    app = visit("areas", tab="Role")
    assert "Your work asks for 1 thing; 1 of them without enough" in said(app)
    assert said(app).count("No area serves it.") == 1
    next(each for each in app.button if "Беречь память" in each.label).click().run()
    name = library.areas.every()[0].name
    box = next(each for each in app.multiselect if each.label == "Areas that serve it")
    box.set_value([name]).run()
    assert not app.exception
    assert library.role.read().asks[0].areas == (name,)


def test_a_short_explanation_stays_with_what_is_asked_for() -> None:
    assert outline.whole(OutlineArea("Own the cost", "cache, drafts")) == "Own the cost: cache, drafts"
    assert outline.whole(OutlineArea("Own the cost", "")) == "Own the cost"
    assert outline.whole(OutlineArea("Own the cost", "a long story " * 20)) == "Own the cost"


def test_few_verdicts_are_counted_and_no_share_is_told(library: Library) -> None:
    library.areas.refresh()
    few = [one for one in stats.figures(library, "2000").values() if 0 < one.judged < FEWEST]
    told = [each.value for each in visit("areas").markdown]
    assert few and all(f":small[{one.useful} of {one.judged}]" in told for one in few)
