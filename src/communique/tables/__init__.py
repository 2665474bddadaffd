"""What summaries hold as tables: one row a visit, official or claim, and the same columns wherever they go.

The columns are defined once, in :mod:`communique.tables.columns`, from the fields of the records; data frames
(:mod:`communique.tables.frames`) and files (:mod:`communique.tables.files`) are made from them.
"""

from communique.tables.columns import TABLES, Column, Table, TableName
from communique.tables.files import FORMATS, parquet_type
from communique.tables.frames import claims_frame, officials_frame, to_frame, visits_frame

__all__ = [
    "FORMATS",
    "TABLES",
    "Column",
    "Table",
    "TableName",
    "claims_frame",
    "officials_frame",
    "parquet_type",
    "to_frame",
    "visits_frame",
]
