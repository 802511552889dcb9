"""`library.criteria`: what the verdicts of a period suggest to follow, to ignore, to let in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kb.areas import register
from kb.areas.trial import tried
from kb.catalogue import _, n_, number
from kb.clock import now
from kb.errors import EncoderUnavailable, NotFound
from kb.feeds.replaying import shown_under
from kb.library.areas import Areas
from kb.library.reviews import Reviews
from kb.reflection.criteria import Evidence, Part, most_telling_first, weak_parts
from kb.reflection.replay import replayed, under_stances
from kb.store import Store, aliases, areas, criteria, drift, events, feeds, maps
from kb.types import Action, Feed, Origin, Stance, Told
from kb.types.criteria import Criterion, CriterionKind, Decided, Proposal, Replay
from kb.types.reviews import Review
from kb.types.stances import stance_by_item

_Members = Mapping[str, tuple[Stance, frozenset[int]]]
_RAISED = 4
"""Times its budget that is tried at most for a feed that left out what was needed: by judgement."""


class Criteria:
    """Proposals made of the figures, each replayed over the person's own past."""

    def __init__(self, store: Store, areas: Areas, reviews: Reviews) -> None:
        self._store = store
        self._areas = areas
        self._reviews = reviews

    def propose(self, since: str, until: str) -> list[Proposal]:
        """What the verdicts of a period support, but for what was dismissed. `since` and `until` (a day, a
        month or a year) are inclusive."""
        return self.proposals_of(self._reviews.review(since, until))

    def proposals_of(self, review: Review) -> list[Proposal]:
        """As `propose`, of a review that is there already."""
        if all(item.verdict is None for item in review.items):
            return []
        evidence, members = Evidence(review), drift.memberships(self._store.read())
        found = [
            *_stances(review, evidence, members),
            *self._budgets(review, evidence),
            *self._sources(review, evidence),
        ]
        ignoring = {one.criterion.subject for one in found if one.criterion.kind is CriterionKind.IGNORE}
        found += self._narrowings(review, evidence, members, ignoring)
        settled = {
            one.record["id"]
            for one in self.decided()
            if not one.accepted or one.record["kind"] == CriterionKind.SOURCE
        }
        return most_telling_first(one for one in found if one.criterion.id not in settled)

    def decided(self) -> list[Decided]:
        """What was accepted or dismissed, the latest first."""
        return criteria.decided(self._store.read())

    def accept(self, proposal_id: str, since: str, until: str, reason: str = "") -> Proposal:
        """Writes a proposed criterion on the register or into a feed's budget, with its reason, as one step.

        :raises NotFound: nothing of the kind is proposed for the period.
        """
        proposal = self._proposed(proposal_id, since, until)
        moment, why = now(), reason or f"{proposal.reason} {proposal.replayed}"
        with self._store.write() as db:
            made: list[events.NewEvent] = []
            for name, change in self._changes(proposal.criterion, why):
                made += register.change_area(db, name, change)[1]
            if proposal.criterion.budget is not None:
                url, budget = proposal.criterion.subject, proposal.criterion.budget
                feed = feeds.find(db, url)
                assert feed is not None
                feeds.set_budget(db, url, budget)
                made.append(
                    events.NewEvent(
                        moment,
                        Origin.ME,
                        Action.BUDGET_SET,
                        subject=url,
                        before=str(feed.budget),
                        after=str(budget),
                        note=why,
                    )
                )
            made.append(criteria.decision(proposal, moment, why, accepted=True))
            events.record(db, made)
        self._areas.find_members()
        return proposal

    def dismiss(self, proposal_id: str, since: str, until: str, reason: str = "") -> Proposal:
        """Leaves everything as it is, and does not propose it again.

        :raises NotFound: nothing of the kind is proposed for the period.
        """
        proposal = self._proposed(proposal_id, since, until)
        with self._store.write() as db:
            events.record(db, [criteria.decision(proposal, now(), reason, accepted=False)])
        return proposal

    def _proposed(self, proposal_id: str, since: str, until: str) -> Proposal:
        for one in self.propose(since, until):
            if one.criterion.id == proposal_id:
                return one
        raise NotFound(
            _(
                "Nothing called {proposal} is proposed for {first} to {last}; `criteria propose` lists what"
                " is",
                proposal=proposal_id,
                first=since,
                last=until,
            )
        )

    # -- areas ------------------------------------------------------------------------------------

    def _changes(self, criterion: Criterion, reason: str) -> list[tuple[str, register.Change]]:
        """What a criterion changes on the register."""
        db = self._store.read()
        match criterion.kind:
            case CriterionKind.TRACK:
                return [(criterion.subject, register.Change(Stance.TRACKED, reason=reason))]
            case CriterionKind.IGNORE:
                return [(criterion.subject, register.Change(Stance.IGNORED, reason=reason))]
            case CriterionKind.NARROW:
                area = areas.get(db, criterion.subject)
                assert area is not None
                known = areas.get(db, criterion.part)
                refused = [*area.counter_examples, *criterion.examples]
                examples = [*(known.examples if known else ()), *criterion.examples]
                return [
                    (area.name, register.Change(counter_examples=aliases.resolve(db, refused))),
                    (
                        criterion.part,
                        register.Change(
                            Stance.IGNORED, reason=reason, examples=aliases.resolve(db, examples), parent=""
                        ),
                    ),
                ]
            case _:
                return []

    def _narrowings(
        self, review: Review, evidence: Evidence, members: _Members, ignoring: set[str]
    ) -> Iterator[Proposal]:
        """Followed areas without a part of theirs: an area inside, or a topic of the map."""
        db = self._store.read()
        topics = maps.topics_by_item(db)
        taken = {name.casefold() for name in members}
        inside: dict[str, set[str]] = {}
        for area in areas.every(db):
            if area.parent:
                inside.setdefault(area.parent, set()).add(area.name)
        for name, (stance, ids) in members.items():
            if stance is not Stance.TRACKED or name in ignoring:
                continue
            part_of: dict[int, list[str]] = {}
            for child in inside.get(name, ()):
                for item_id in members[child][1]:
                    part_of.setdefault(item_id, []).append(child)
            for item_id in ids & topics.keys():
                # A topic called as an area that is followed or stands apart is no part of this one.
                if topics[item_id].casefold() not in taken:
                    part_of.setdefault(item_id, []).append(topics[item_id])
            held = [item for item in review.items if item.item_id in ids]
            for part in weak_parts(evidence, held, part_of):
                if proposal := self._narrowed(review, evidence, name, part):
                    yield proposal

    def _narrowed(self, review: Review, evidence: Evidence, area: str, part: Part) -> Proposal | None:
        criterion = Criterion(CriterionKind.NARROW, area, part.name, examples=part.useless)
        try:
            after = tried(
                self._store, self._areas.space(), self._areas.understand, self._changes(criterion, "")
            )
        except EncoderUnavailable:
            return None
        replay = under_stances(review.items, stance_by_item(after.values()))
        what = _("Follow “{area}” without “{part}”", area=area, part=part.name)
        return evidence.leaving_out(criterion, what, replay)

    # -- sources ----------------------------------------------------------------------------------

    def _budgets(self, review: Review, evidence: Evidence) -> Iterator[Proposal]:
        db = self._store.read()
        for feed in feeds.every(db):
            past = _Past(review, feed, feeds.told(db, feed.id), feeds.known_elsewhere(db, feed.id))
            proposal = _lowered(evidence, feed, past) or _raised(evidence, feed, past)
            if proposal:
                yield proposal

    def _sources(self, review: Review, evidence: Evidence) -> Iterator[Proposal]:
        """Sources of which nothing comes by itself."""
        fed = {feed.title for feed in feeds.every(self._store.read())}
        groups: dict[str, set[int]] = {}
        for item in review.items:
            if item.source and item.source not in fed and not item.overflow:
                groups.setdefault(item.source, set()).add(item.item_id)
        for source, ids in groups.items():
            criterion = Criterion(CriterionKind.SOURCE, source)
            what = _("Save nothing more from “{source}”", source=source)
            if proposal := evidence.leaving_out(criterion, what, replayed(review.items, ids, ())):
                yield proposal


def _stances(review: Review, evidence: Evidence, members: _Members) -> Iterator[Proposal]:
    """Areas to be ignored on purpose, and to be followed: those ignored are looked at the same way."""
    for name, (stance, ids) in members.items():
        if stance is not Stance.IGNORED:
            criterion = Criterion(CriterionKind.IGNORE, name)
            replay = _with_stance(review, members, name, Stance.IGNORED)
            what = _("Ignore “{area}” on purpose", area=name)
            if proposal := evidence.leaving_out(criterion, what, replay):
                yield proposal
        criterion, what = Criterion(CriterionKind.TRACK, name), _("Follow “{area}”", area=name)
        if stance is Stance.IGNORED:
            replay = _with_stance(review, members, name, Stance.TRACKED)
            if proposal := evidence.letting_in(criterion, what, replay):
                yield proposal
        if stance is Stance.UNDECIDED:
            keys = {item.key for item in review.items if item.item_id in ids}
            if proposal := evidence.following(criterion, what, keys):
                yield proposal


def _with_stance(review: Review, members: _Members, name: str, stance: Stance) -> Replay:
    after = {**members, name: (stance, members[name][1])}
    return under_stances(review.items, stance_by_item(after.values()))


class _Past:
    """What a feed told of in a period, under other budgets. What another feed told of too would have come
    from there."""

    def __init__(self, review: Review, feed: Feed, told: Sequence[Told], elsewhere: set[int]) -> None:
        self._review = review
        self._feed = feed
        self._told = told
        self._elsewhere = elsewhere
        self._shown = {one.entry_id for one in told if one.chosen_at}
        self._ids = {one.entry_id: one.item_id or -one.entry_id for one in told}
        self._own = shown_under(feed, told, feed.budget, review.since)

    def under(self, budget: int) -> Replay:
        """The period under a budget, beside the same replay under the feed's own: in what that gets wrong
        the two agree."""
        then = shown_under(self._feed, self._told, budget, self._review.since)
        fewer = {self._ids[one] for one in self._shown & self._own - then} - self._elsewhere
        more = {self._ids[one] for one in then - self._own - self._shown}
        return replayed(self._review.items, fewer, more)


def _lowered(evidence: Evidence, feed: Feed, past: _Past) -> Proposal | None:
    """The smallest budget below a feed's own that leaves out only what seldom helped."""
    for budget in range(feed.budget):
        criterion = Criterion(CriterionKind.BUDGET, feed.url, budget=budget)
        if proposal := evidence.leaving_out(criterion, _budget_said(feed, budget), past.under(budget)):
            return proposal
    return None


def _raised(evidence: Evidence, feed: Feed, past: _Past) -> Proposal | None:
    """The smallest budget above a feed's own that brings all of its overflow that was needed."""
    most = max(1, feed.budget) * _RAISED
    needed = past.under(most).useful_gained
    if not needed:
        return None
    for budget in range(feed.budget + 1, most + 1):
        replay = past.under(budget)
        if replay.useful_gained == needed:
            criterion = Criterion(CriterionKind.BUDGET, feed.url, budget=budget)
            return evidence.letting_in(criterion, _budget_said(feed, budget), replay)
    return None


def _budget_said(feed: Feed, budget: int) -> str:
    name = feed.title or feed.url
    if not budget:
        return _("Show nothing more of “{feed}”", feed=name)
    return n_(
        "Show {count} new thing a week of “{feed}” instead of {before}",
        "Show {count} new things a week of “{feed}” instead of {before}",
        budget,
        feed=name,
        before=number(feed.budget),
    )
