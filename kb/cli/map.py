"""The map and its topics."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kb.catalogue import _, n_
from kb.cli.output import AsJson, opened, plain, print_json, tell
from kb.clock import day
from kb.errors import JomoError
from kb.library import Library
from kb.types import Topic, TopicMap

topics_app = typer.Typer(help="The topics of the map; what is decided about them by hand stays for good.")

_SHOWN = 3
"""Items that stand for a topic: enough to tell what it is about in a list of all."""

TopicId = Annotated[int, typer.Argument(metavar="ID", help="The topic's number; `topics` lists them.")]


def map_command(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Draw the whole map anew.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the latest step on the map back.")] = False,
    versions: Annotated[bool, typer.Option("--versions", help="List what --undo brings back.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the map up to date; places that exist do not move unless it is rebuilt.

    Example: python -m kb map --json > map.json
    """
    if rebuild + undo + versions > 1:
        raise typer.BadParameter(_("--rebuild, --undo and --versions are different things; give one of them"))
    with opened() as library:
        if versions:
            _show_versions(library, as_json)
            return
        if undo:
            back = library.map.undo()
            if back is None:
                raise JomoError(_("No step on the map is left to take back; `map --versions` lists them"))
            tell(_("Taken back: {what} ({day})", what=back.label, day=day(back.made_at)))
        drawn = library.map.read() if undo else library.map.update(rebuild)
        if as_json:
            print_json(_record_of_map(library, drawn))
            return
    tell_unplaced(drawn)
    for topic in (topic for topic in drawn.topics if topic.parent is None):
        print(f"{topic.label} ({topic.size})")
        for lower in (lower for lower in drawn.topics if lower.parent == topic.id):
            print(f"  {lower.label} ({lower.size})")


def tell_unplaced(drawn: TopicMap) -> None:
    """Says how many items are not on the map, and what brings them there."""
    if drawn.unplaced:
        tell(
            n_(
                "{count} item has no place yet; run `embed` and then `map`.",
                "{count} items have no place yet; run `embed` and then `map`.",
                drawn.unplaced,
            )
        )


def _record_of_map(library: Library, drawn: TopicMap) -> dict[str, Any]:
    keys = {item.id: item.key for item in library.items.by_ids([point.item_id for point in drawn.points])}
    return {
        "items": [{"key": keys[p.item_id], "x": p.x, "y": p.y, "topic": p.topic} for p in drawn.points],
        "topics": [_record(topic) for topic in drawn.topics],
    }


def _record(topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.id,
        "parent": topic.parent,
        "name": topic.name,
        "keywords": topic.keywords,
        "size": topic.size,
        "stance": topic.stance,
    }


def _decided_record(topic: Topic) -> dict[str, Any]:
    return {**_record(topic), "pinned": topic.pinned, "named_by_hand": topic.named_by_hand}


def _show_versions(library: Library, as_json: bool) -> None:
    found = library.map.versions()
    if as_json:
        print_json([plain(version) for version in found])
        return
    for version in found:
        items = n_("{count} item", "{count} items", version.items)
        topics_then = n_("{count} topic", "{count} topics", version.topics)
        then = _("then: {what}", what=version.label)
        print(f"{version.made_at[:16]}  {items}, {topics_then}; {then}")


@topics_app.callback(invoke_without_command=True)
def topics(context: typer.Context, as_json: AsJson = False) -> None:
    """List the topics with keywords, typical and newest items.

    Example: python -m kb topics --json
    """
    if context.invoked_subcommand is None:
        list_topics(as_json)


def list_topics(as_json: AsJson = False) -> None:
    """List the topics with keywords, typical and newest items. Example: python -m kb topics list"""
    with opened() as library:
        drawn = library.map.read()
        shown = library.map.examples(_SHOWN)
    records = []
    for topic in drawn.topics:
        typical, newest = ([{"key": i.key, "title": i.title} for i in items] for items in shown[topic.id])
        records.append({**_decided_record(topic), "typical": typical, "newest": newest})
    if as_json:
        print_json(records)
        return
    if not records:
        tell(_("There are no topics yet; `map` draws the library and finds them."))
    for upper in (record for record in records if record["parent"] is None):
        print(f"{upper['id']:>4}  {_line(upper)}")
        for lower in (record for record in records if record["parent"] == upper["id"]):
            print(f"{lower['id']:>6}  {_line(lower)}")
            print(f"          {', '.join(lower['keywords'])}")
            for what, items in ((_("typical"), lower["typical"]), (_("newest"), lower["newest"])):
                for item in items:
                    print(f"          {what + ':':<9}{item['title']}")


def _line(record: dict[str, Any]) -> str:
    pinned = ", " + _("pinned") if record["pinned"] else ""
    return f"{record['name']} ({record['size']}{pinned})"


def _tell_of(found: tuple[Topic, ...], as_json: bool) -> None:
    if as_json:
        print_json([_decided_record(topic) for topic in found])
        return
    for topic in found:
        print(f"{topic.id:>4}  {_line(_decided_record(topic))}")


def rename_topic(
    topic_id: TopicId,
    name: Annotated[str, typer.Argument(help="Its name from now on; '' for the one that was found.")],
    as_json: AsJson = False,
) -> None:
    """Name a topic. Example: python -m kb topics rename 12 "KV cache and serving" """
    with opened() as library:
        _tell_of((library.map.rename(topic_id, name),), as_json)


def merge_topics(
    topic_id: TopicId,
    into: Annotated[int, typer.Argument(metavar="INTO", help="The topic that takes its items.")],
    as_json: AsJson = False,
) -> None:
    """Make one topic of two of the same level. Example: python -m kb topics merge 14 12"""
    with opened() as library:
        _tell_of((library.map.merge(topic_id, into),), as_json)


def split_topic(topic_id: TopicId, as_json: AsJson = False) -> None:
    """Divide a lower topic into two. Example: python -m kb topics split 12"""
    with opened() as library:
        _tell_of(library.map.split(topic_id), as_json)


def pin_topic(topic_id: TopicId, as_json: AsJson = False) -> None:
    """Keep a topic's items together whenever the map is redrawn. Example: python -m kb topics pin 12"""
    with opened() as library:
        _tell_of((library.map.pin(topic_id),), as_json)


def unpin_topic(topic_id: TopicId, as_json: AsJson = False) -> None:
    """Leave a topic to the next redrawing again. Example: python -m kb topics unpin 12"""
    with opened() as library:
        _tell_of((library.map.pin(topic_id, False),), as_json)


def register(app: typer.Typer) -> None:
    app.command("map")(map_command)
    topics_app.command("list")(list_topics)
    topics_app.command("rename")(rename_topic)
    topics_app.command("merge")(merge_topics)
    topics_app.command("split")(split_topic)
    topics_app.command("pin")(pin_topic)
    topics_app.command("unpin")(unpin_topic)
    app.add_typer(topics_app, name="topics")
