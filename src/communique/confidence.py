"""How sure it is that the text says what a record says: computed from named caveats, never asked of a model.

It speaks of the extraction, not of the world, and is no likelihood: a record of a rumour may be highly confident.
Every caveat has a name and counts once; one lowers ``high`` to ``moderate``, two or more to ``low`` (the output
contract, "Confidence").
"""

from __future__ import annotations

from collections.abc import Collection

from communique.records import Confidence

__all__ = ["CAVEATS", "confidence"]

#: What each caveat means, as shown to readers.
CAVEATS = {
    "content_condensed": "the model's wording was not borne out by the evidence; the article's own words stand instead",
    "content_translated": "the wording is a model's; names, states, figures and, where rules can, negation are checked",
    "content_untranslated": "no English wording was borne out by the evidence; the article's own words stand",
    "country_by_model": "the country is a model's reading; no sentence states it with the name",
    "country_conflict": "rules and model read different countries; the stated one was kept",
    "country_from_colleague": "the country is that of an official named in the same breath",
    "country_from_context": "the country is not stated; it is the likeliest of those the article names",
    "country_from_host": "the country is taken from where this person receives a visitor",
    "country_from_language": "the office is named without a state, in the language of one",
    "country_from_office": "the country is taken from the name of the office or of its body",
    "date_by_model": "no rule resolves the date phrase; a model's reading was checked and kept",
    "date_inferred": "the date phrase stands in another sentence than the visit",
    "evidence_repaired": "the quote differs slightly from the article; the article's words were taken",
    "host_inferred": "the host is not named with the visit",
    "in_conflict": "another sentence of the article says otherwise",
    "model_only": "only a model read this; no rule confirms it",
    "role_by_model": "the office is a model's reading",
    "speaker_by_model": "no rule can tell who speaks; a model named the speaker",
    "speaker_carried": "the speaker is named in an earlier sentence",
    "speaker_from_byline": "the text as a whole is issued by this speaker",
    "speaker_resolved": "a pronoun or an office stands for the speaker",
    "speaker_uncertain": "the sentence does not say plainly who speaks",
    "status_inferred": "the state of the visit is not said in so many words",
    "visitor_inferred": "the visitor is not named with the visit",
}


def confidence(caveats: Collection[str]) -> Confidence:
    """Return ``high`` without a caveat, ``moderate`` with one, ``low`` with more.

    Raises:
        KeyError: a caveat is not in :data:`CAVEATS`.
    """
    distinct = {caveat for caveat in caveats if CAVEATS[caveat]}
    return "high" if not distinct else "moderate" if len(distinct) == 1 else "low"
