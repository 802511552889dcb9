"""Traces of use in the person's own writing: where it refers to items of the library, and what that says.

Pure: pages and facts come in, traces go out. Everything from `kb.library` upwards may import this room; it
knows texts and types.
"""

from kb.evidence.authors import by_authors
from kb.evidence.finding import Compared
from kb.evidence.reading import Reading
from kb.evidence.retelling import Papers, retellings
from kb.evidence.wikilinks import may_link, note_name
from kb.evidence.works import Works

__all__ = ["Compared", "Papers", "Reading", "Works", "by_authors", "may_link", "note_name", "retellings"]
