"""Where many articles come from: texts, rows, a table, a file or a folder, all read lazily into one form.

:func:`read_articles` holds one article at a time (of a Parquet file, one small batch), however many there are. What
cannot be read costs only itself: it comes out as an :class:`ArticleInput` whose ``error`` names the line or row.
"""

from communique.sources.articles import ArticleInput, Row, Source, count_articles, read_articles
from communique.sources.raw import Frame

__all__ = ["ArticleInput", "Frame", "Row", "Source", "count_articles", "read_articles"]
