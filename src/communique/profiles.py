"""Profiles: how an article is cut, which passes run over it and with which limits. One pipeline serves all of them.

Small models copy well but lose the thread of a long task, so ``local`` asks them short questions about a paragraph or
two and runs several passes; large models read the whole article once; ``rules`` asks nobody. All yield the same kinds
of answers to the same pipeline. The numbers were chosen by measurement (``docs/quality.md``, ``benchmarks/``).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Literal

from communique.errors import ConfigurationError

__all__ = ["LARGE", "LOCAL", "PROFILES", "RULES", "Pass", "Profile", "Task", "choose_model", "profile_for"]

Task = Literal["everything", "overview", "people", "officials", "visits", "claims", "english"]


@dataclass(frozen=True, slots=True)
class Pass:
    """One reading of the article.

    Attributes:
        task: the question asked, and the name of its prompt file.
        window: how many characters of whole paragraphs go into one request; 0 for the whole article.
        max_tokens: limit of one answer.
        ask: ``always``; ``open``: only about what the rules leave open (everything, in a language they do not read).
        languages: ISO 639-1 codes of what it runs over, ``other`` being all that no rules read;
            None for all.
    """

    task: Task
    window: int
    max_tokens: int
    ask: Literal["always", "open"] = "always"
    languages: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A way of reading, picked by model and changeable by the caller (``dataclasses.replace``).

    Attributes:
        name: what the provenance calls it.
        passes: the readings; they run side by side. Without any, no model is asked.
        concurrency: requests in flight at once over all passes.
        max_article: longest article accepted, in characters.
        closed_choices: answers may only name people and states that the article names; needs a server with grammars.
    """

    name: str
    passes: tuple[Pass, ...]
    concurrency: int
    max_article: int
    closed_choices: bool = False


LARGE = Profile(
    name="large",
    passes=(Pass("everything", window=0, max_tokens=8000),),
    concurrency=8,
    max_article=200_000,
)

LOCAL = Profile(
    name="local",
    passes=(
        Pass("overview", window=2200, max_tokens=220, languages=("en",)),
        Pass("people", window=1500, max_tokens=400, ask="open", languages=("en",)),
        Pass("officials", window=900, max_tokens=400, languages=("other",)),
        Pass("visits", window=500, max_tokens=400, languages=("other",)),
        Pass("claims", window=900, max_tokens=200, ask="open"),
        Pass("english", window=3000, max_tokens=600, languages=("es", "fr", "ru", "zh", "other")),
    ),
    concurrency=3,
    max_article=60_000,
    closed_choices=True,
)

RULES = Profile(name="rules", passes=(), concurrency=8, max_article=200_000)
"""No model at all: what the rules read, under the article's own first sentences."""

PROFILES = {profile.name: profile for profile in (LARGE, LOCAL, RULES)}

_SMALL_PREFIXES = ("local", "ollama/")
_DEFAULT_OPENAI = "openai/gpt-5-mini"


def choose_model(model: str | None = None) -> str:
    """Return the model to use: the one named, else ``COMMUNIQUE_MODEL``, else OpenAI with a key, else ``local``."""
    named = model or os.environ.get("COMMUNIQUE_MODEL")
    return named or (_DEFAULT_OPENAI if os.environ.get("OPENAI_API_KEY") else "local")


def profile_for(model: str, wanted: Profile | str | None = None) -> Profile:
    """Return the profile for a model: the caller's choice, else ``local`` for small local models, else ``large``.

    Raises:
        ConfigurationError: there is no profile of that name.
    """
    if isinstance(wanted, Profile):
        return wanted
    if wanted is not None:
        if wanted not in PROFILES:
            raise ConfigurationError(f"no profile {wanted!r}", hint=f"one of {', '.join(PROFILES)}, or a Profile")
        return PROFILES[wanted]
    if model.startswith(_SMALL_PREFIXES):
        return LOCAL if model == "local" else replace(LOCAL, closed_choices=False)
    return LARGE
