"""A note that is kept as it is written is one step, whatever it was on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import JomoError
from kb.library import Library
from kb.types import Annotation, Item


def test_what_is_written_at_one_sitting_is_one_step(library: Library, tmp_path: Path) -> None:
    (tmp_path / "kernels.md").write_text("# Kernels\n\nTiles move through fast memory.")
    [item] = library.intake.add([str(tmp_path / "kernels.md")]).touched
    number = library.notes.add(item.key, "Try")
    for text in ("Try th", "Try the other", "Try the other schedule"):
        number = library.notes.change(number, text)
    assert [one.note for _, one in library.notes.of_item(item.key)] == ["Try the other schedule"]
    assert [hit.item for hit in library.search.find("other schedule").hits] == [item]
    library.history.undo()
    assert library.notes.of_item(item.key) == []
    library.history.undo()
    assert library.items.select() == []


def test_a_note_changed_later_goes_back_to_what_it_was(library: Library, tmp_path: Path) -> None:
    (tmp_path / "kernels.md").write_text("# Kernels\n\nTiles move through fast memory.")
    [item] = library.intake.add([str(tmp_path / "kernels.md")]).touched
    number = library.notes.add(item.key, "Try it")
    library.items.tag([item.key], "kernels")
    number = library.notes.change(number, "Tried it")
    assert library.notes.change(number, "Tried it") == number
    with pytest.raises(JomoError):
        library.notes.change(number, " ")
    library.history.undo()
    assert [one.note for _, one in library.notes.of_item(item.key)] == ["Try it"]


def test_a_note_does_not_become_another_of_its_item(library: Library, tmp_path: Path) -> None:
    (tmp_path / "kernels.md").write_text("# Kernels\n\nTiles move through fast memory.")
    [item] = library.intake.add([str(tmp_path / "kernels.md")]).touched
    library.notes.add(item.key, "Try it")
    number = library.notes.add(item.key, "Try")
    with pytest.raises(JomoError, match="there already"):
        library.notes.change(number, "Try it ")
    assert {one.note for _, one in library.notes.of_item(item.key)} == {"Try", "Try it"}


def _item(library: Library, tmp_path: Path, title: str, body: str = "Words about it.") -> Item:
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}.md"
    path.write_text(f"# {title}\n\n{body} {path.name}")
    [item] = library.intake.add([str(path)]).touched
    return item


def test_items_are_proposed_by_the_beginnings_of_the_words_of_their_titles(
    library: Library, tmp_path: Path
) -> None:
    attention = _item(library, tmp_path, "Linear attention: a survey")
    late = _item(library, tmp_path, "A survey of linear attention")
    russian = _item(library, tmp_path, "Линейное внимание догоняет", "Про linear attention.")

    def proposed(typed: str) -> list[Item]:
        return [one.item for one in library.notes.proposed(typed, 5)]

    assert proposed("linear attentio") == [attention, late]
    assert proposed("SURV lin") == [late, attention]
    assert proposed("линейн") == [russian]
    assert proposed("surveys") == []
    assert proposed("") == proposed("a") == [russian, late, attention]
    assert [one.link for one in library.notes.proposed("линейное вним", 1)] == [f"[[{russian.title}]]"]


def test_a_link_in_a_note_leads_to_its_item_and_the_item_knows_the_note(
    library: Library, tmp_path: Path
) -> None:
    item = _item(library, tmp_path, "Kimi Linear: an architecture")
    other = _item(library, tmp_path, "On caches")
    number = library.notes.add(
        other.key, f"As in [[kimi linear - An Architecture]] and [[{item.key}|here]], not [[Nowhere]]"
    )
    library.notes.add(other.key, "`[[Kimi Linear: an architecture]]` is code")
    library.notes.add(item.key, "[[Kimi Linear: an architecture]] itself")
    notes = [one for _, one in library.notes.of_item(other.key)]
    assert library.notes.leads_to(notes) == {"kimi linear - An Architecture": item, item.key: item}
    assert [(of, linking.id) for of, linking, _ in library.notes.linking_to(item.key)] == [(number, other.id)]
    assert library.notes.linking_to(other.key) == []
    library.notes.take_off(number)
    assert library.notes.linking_to(item.key) == []


def test_of_two_items_of_one_title_a_link_by_title_means_the_first_and_a_proposal_says_which(
    library: Library, tmp_path: Path
) -> None:
    first = _item(library, tmp_path, "Weekly notes", "Of one week, long enough to be another text.")
    assert [one.link for one in library.notes.proposed("weekly", 5)] == ["[[Weekly notes]]"]
    second = _item(library, tmp_path, "Weekly notes", "Another week altogether, about sparse kernels.")
    links = {one.item.id: one.link for one in library.notes.proposed("weekly", 5)}
    assert links == {one.id: f"[[{one.key}|Weekly notes]]" for one in (first, second)}
    odd = _item(library, tmp_path, "Of a [MASK] token")
    [proposal] = library.notes.proposed("mask token", 1)
    assert proposal.link == f"[[{odd.key}|Of a (MASK) token]]"
    assert library.notes.leads_to([Annotation(note="[[Weekly notes]]")]) == {"Weekly notes": first}
    assert library.notes.leads_to([Annotation(note=links[second.id])]) == {second.key: second}


def test_a_link_by_a_title_leads_to_its_item_after_that_changed_or_was_merged_away(
    library: Library, tmp_path: Path
) -> None:
    item = _item(library, tmp_path, "Tiles and kernels", "A first draft of it.")
    twin = _item(library, tmp_path, "Streaming tiles", "The same again, in other words.")
    other = _item(library, tmp_path, "On caches")
    numbers = [
        library.notes.add(other.key, f"As in [[{title}]]") for title in ("tiles and KERNELS", twin.title)
    ]
    notes = [one for _, one in library.notes.of_item(other.key)]

    def led_to() -> dict[str, str]:
        return {target: to.title for target, to in library.notes.leads_to(notes).items()}

    file = min(tmp_path.glob("*.md"))
    file.write_text(file.read_text().replace("Tiles and kernels", "Kernels in tiles"))
    library.intake.add([str(file)])
    assert led_to() == {"tiles and KERNELS": "Kernels in tiles", twin.title: twin.title}
    kept = library.duplicates.merge(item.key, twin.key)
    assert led_to() == {"tiles and KERNELS": kept.title, "Streaming tiles": kept.title}
    assert {of for of, _, _ in library.notes.linking_to(kept.key)} == set(numbers)
    library.history.undo()
    assert led_to() == {"tiles and KERNELS": "Kernels in tiles", twin.title: twin.title}
    taken = _item(library, tmp_path, "Tiles and kernels", "Another work of that name, about floors.")
    assert library.notes.leads_to(notes)["tiles and KERNELS"] == taken
