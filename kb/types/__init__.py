"""The vocabulary of Jomo: the frozen values that travel between modules.

Times are ISO 8601 strings in UTC (`2025-11-11T14:31:02+00:00`); a date alone is `2025-11-11`.
"""

from kb.types.asking import Filters, Found, Hit, SavedSearch
from kb.types.attention import Area, Gate, MapPoint, Suggestion, Topic, TopicMap, TriageCard
from kb.types.items import (
    AddReport,
    Document,
    Event,
    Failure,
    ImportRecord,
    Item,
    ItemDetail,
    Move,
    Passage,
    Reference,
    Turn,
)
from kb.types.terms import READING_ZONES, Action, Kind, Origin, SearchMode, Stance, State, Verdict, Zone
from kb.types.upkeep import Check, Job, Stats

__all__ = [
    "READING_ZONES",
    "Action",
    "AddReport",
    "Area",
    "Check",
    "Document",
    "Event",
    "Failure",
    "Filters",
    "Found",
    "Gate",
    "Hit",
    "ImportRecord",
    "Item",
    "ItemDetail",
    "Job",
    "Kind",
    "MapPoint",
    "Move",
    "Origin",
    "Passage",
    "Reference",
    "SavedSearch",
    "SearchMode",
    "Stance",
    "State",
    "Stats",
    "Suggestion",
    "Topic",
    "TopicMap",
    "TriageCard",
    "Turn",
    "Verdict",
    "Zone",
]
