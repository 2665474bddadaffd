"""What people see of a summary: a page in the terminal, plain text, and HTML for notebooks; :mod:`.report` is of many.

Everything here takes an :class:`~communique.records.ArticleSummary` and only looks at it. Model and article are both
untrusted: text is stripped of control characters before it reaches a terminal and escaped before it reaches HTML.
"""

from communique.render.notebook import html
from communique.render.terminal import page, text

__all__ = ["html", "page", "text"]
