"""The tables as data frames of pandas, which is imported only here and only when a frame is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from communique.errors import ConfigurationError
from communique.records import ArticleSummary, Failure, Outcome
from communique.tables.columns import TABLES, Kind, TableName

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["claims_frame", "officials_frame", "to_frame", "visits_frame"]

_TYPES: Mapping[Kind, str] = MappingProxyType(
    {
        "text": "string",
        "date": "datetime64[s]",  # nanoseconds would end in 1677 and 2262
        "flag": "boolean",
        "integer": "Int64",
        "number": "Float64",
        "texts": "object",
        "integers": "object",
    }
)


def to_frame(outcomes: Outcome | Iterable[Outcome], table: TableName = "visits") -> pd.DataFrame:
    """Return a table of one summary, or of many summaries and failures, as a pandas data frame.

    Args:
        outcomes: an :class:`~communique.records.ArticleSummary`, or any number of summaries and failures.
        table: ``articles``, ``visits``, ``officials``, ``claims``, ``dropped`` or ``failures``; ``docs/tables.md``
            lists their columns.

    Returns:
        A frame with every column of the table, in order, even where there is no row. Texts are ``string``, dates
        ``datetime64[s]``, choices categories, truth values ``boolean``, numbers ``Int64`` or ``Float64``, lists tuples.

    Raises:
        ConfigurationError: pandas is not installed, or there is no such table.
    """
    try:
        import pandas as pd  # noqa: PLC0415 - only who asks for a frame needs it
    except ImportError as error:
        raise ConfigurationError("data frames need pandas", hint="pip install 'communique[frames]'") from error
    if table not in TABLES:
        raise ConfigurationError(f"there is no table {table!r:.40}", hint=f"there are {', '.join(TABLES)}")
    columns = TABLES[table].columns
    many = (outcomes,) if isinstance(outcomes, ArticleSummary | Failure) else outcomes
    rows = [row for outcome in many for row in TABLES[table].rows(outcome)]
    return pd.DataFrame(
        {
            column.name: pd.Series(
                [row[number] for row in rows],
                dtype=pd.CategoricalDtype(column.choices) if column.choices else _TYPES[column.kind],
            )
            for number, column in enumerate(columns)
        }
    )


def visits_frame(outcomes: Outcome | Iterable[Outcome]) -> pd.DataFrame:
    """Return the visits of one summary or many, a row each; see :func:`to_frame`."""
    return to_frame(outcomes, "visits")


def officials_frame(outcomes: Outcome | Iterable[Outcome]) -> pd.DataFrame:
    """Return the officials of one summary or many, a row each; see :func:`to_frame`."""
    return to_frame(outcomes, "officials")


def claims_frame(outcomes: Outcome | Iterable[Outcome]) -> pd.DataFrame:
    """Return the claims of one summary or many, a row each; see :func:`to_frame`."""
    return to_frame(outcomes, "claims")
