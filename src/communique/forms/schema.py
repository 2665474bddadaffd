"""The JSON Schema of a summary as JSON, in the dialect of draft 2020-12 (https://json-schema.org/draft/2020-12)."""

from __future__ import annotations

from communique.records import ArticleSummary

__all__ = ["output_schema"]


def output_schema() -> dict[str, object]:
    """Return the schema of ``summary.model_dump(mode="json")``: what ``communique summarise --json`` prints."""
    schema = ArticleSummary.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
