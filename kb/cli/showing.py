"""One item, part by part, as `show` prints it."""

from __future__ import annotations

from kb.catalogue import _, n_, number, p_, percent
from kb.cli.output import verdict_word
from kb.types import ItemDetail, Novelty
from kb.types.reading import ReadingPlace


def print_facts(detail: ItemDetail, until: str | None, place: ReadingPlace | None) -> None:
    """What is known of an item beside its text."""
    item = detail.item
    verdict = verdict_word(item.verdict) if item.verdict else _("not judged")
    print(f"{item.title}\n{item.key}  {item.kind.label}  {item.zone.label}  {item.state.label}  {verdict}")
    if until:
        print(_("put off until {day}", day=until))
    if place and item.minutes:
        minutes = number(place.minutes(item.minutes))
        told = _("read {minutes} of {all} min", minutes=minutes, all=number(item.minutes))
        print(_("{read}, at {place}", read=told, place=place.place) if place.place else told)
    if item.authors:
        print(", ".join(item.authors))
    told = _(
        "published {published}, saved {saved}",
        published=item.published or p_("a day", "unknown"),
        saved=item.saved_on,
    )
    minutes = n_("{count} min", "{count} min", item.minutes) if item.minutes else ""
    print(", ".join(filter(None, (told, minutes, item.source))))
    for label, values in ((_("also at"), detail.aliases), (_("areas"), detail.areas), (_("tags"), item.tags)):
        if values:
            print(f"{label}: {', '.join(values)}")
    if detail.pending and detail.pending.reason:
        print(_("its page did not come: {why}", why=detail.pending.reason))


def print_novelty(novelty: Novelty) -> None:
    """What an item tells that the person has not read."""
    for near in novelty.told_before:
        print(_("seen before in other words: {title} ({key})", title=near.item.title, key=near.item.key))
    for near in novelty.nearest:
        print(
            _(
                "{share} like what you read: {title} ({key})",
                share=percent(near.likeness),
                title=near.item.title,
                key=near.item.key,
            )
        )
    if novelty.sentence:
        print(_("new here: {sentence}", sentence=novelty.sentence) + "\n")


def print_context(context: str) -> None:
    """The words around a link, below it."""
    if context:
        print(f"    {context}")
