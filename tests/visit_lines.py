"""Articles told as texts with a line below for each visit that is in them: what a test of visits holds them to.

A text stands above its lines, each ``-> visitors (or the state of an unnamed party) | host | status | date phrase |
place``, and a blank line ends both.
"""

from communique.article import read_article
from communique.document import read_document
from communique.records import Visit
from communique.visits import assemble_visits

__all__ = ["table", "told"]

# Closes every text: a rule for English needs enough words to know that it is English.
TAIL = "\n\nThis is what was in the news of the day, and it is of interest to the public."


def told(text: str) -> list[str]:
    """Return a line a visit of a text published on Thursday 2025-03-27."""
    visits = assemble_visits(read_document(read_article(text + TAIL, published="2025-03-27")), [])[0]
    return [" | ".join(field or "-" for field in fields(visit)) for visit in visits]


def fields(visit: Visit) -> tuple[str | None, ...]:
    who = " + ".join(visit.visitors) or f"({visit.visitor_country})"
    return who, visit.host_country or visit.host_organisation, visit.status, visit.when and visit.when.text, visit.place


def table(texts: str) -> list[tuple[str, list[str]]]:
    """Return each text with its lines."""
    blocks = [block.splitlines() for block in texts.strip().split("\n\n")]
    words = (" ".join(line for line in block if not line.startswith("-> ")) for block in blocks)
    rows = ([line.removeprefix("-> ") for line in block if line.startswith("-> ")] for block in blocks)
    return list(zip(words, rows, strict=True))
