"""The vocabulary of Jomo: the frozen values that travel between modules.

Times are ISO 8601 strings in UTC (`2025-11-11T14:31:02+00:00`); a date alone is `2025-11-11`.

Every room above may import this one; it imports only what stands on the lowest floors.
"""

from kb.types.attention import (
    Area,
    Ask,
    Gate,
    MapPoint,
    MapVersion,
    Membership,
    OutlineArea,
    Role,
    Suggestion,
    Topic,
    TopicMap,
    TriageCard,
    Unasked,
)
from kb.types.filters import Filters
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
    Step,
    Taken,
    Turn,
)
from kb.types.search import Found, Hit, SavedSearch
from kb.types.terms import (
    READING_ZONES,
    Action,
    Depth,
    Kind,
    Origin,
    SearchMode,
    Stance,
    State,
    Verdict,
    Zone,
)
from kb.types.upkeep import Check, Job, Stats

__all__ = [
    "READING_ZONES",
    "Action",
    "AddReport",
    "Area",
    "Ask",
    "Check",
    "Depth",
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
    "MapVersion",
    "Membership",
    "Move",
    "Origin",
    "OutlineArea",
    "Passage",
    "Reference",
    "Role",
    "SavedSearch",
    "SearchMode",
    "Stance",
    "State",
    "Stats",
    "Step",
    "Suggestion",
    "Taken",
    "Topic",
    "TopicMap",
    "TriageCard",
    "Turn",
    "Unasked",
    "Verdict",
    "Zone",
]
