"""A summary in the forms that other tools read: Markdown, PLOVER events, JSON-LD, and the schema of its own JSON.

Each follows a published definition, which its module names; like everything shown, they take a summary and only look
at it. Article and model are untrusted: what they wrote is text in every form, and never markup or an address.
"""

from communique.forms.jsonld import to_jsonld
from communique.forms.markdown import to_markdown
from communique.forms.plover import to_plover
from communique.forms.schema import output_schema

__all__ = ["output_schema", "to_jsonld", "to_markdown", "to_plover"]
