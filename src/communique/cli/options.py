"""What several commands have in common: their options, and what opens a summariser of these settings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

__all__ = [
    "EXIT_CODES",
    "BaseUrl",
    "Concurrency",
    "Debug",
    "MaxCalls",
    "MaxCost",
    "MaxFailures",
    "MaxTokens",
    "Model",
    "ProfileName",
    "Prompts",
    "TokenPrice",
    "opener",
]

EXIT_CODES = """Exit codes:

\b
  0    everything was done
  1    an article could be read but not summarised
  2    wrong usage, or an article or a corpus that cannot be read
  3    the settings, the model or the output folder cannot be used
  130  interrupted

Of several failures the highest code counts."""

Model = Annotated[
    str | None, typer.Option(metavar="M", help="local, openai/NAME or another provider's; see: communique models.")
]
BaseUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="An OpenAI-compatible API: Ollama, llama-server, vLLM.")
]
ProfileName = Annotated[str | None, typer.Option("--profile", metavar="P", help="How to read; see: communique models.")]
Prompts = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of your own prompts.")]
Concurrency = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Most requests at once; found by trying up to there.")
]
MaxCost = Annotated[float | None, typer.Option(metavar="USD", min=0, help="Spend no more dollars.")]
MaxTokens = Annotated[int | None, typer.Option(metavar="N", min=0, help="Spend no more tokens.")]
MaxCalls = Annotated[int | None, typer.Option(metavar="N", min=0, help="Send no more requests.")]
MaxFailures = Annotated[
    float | None, typer.Option(metavar="N", min=0, help="End after more failures; below 1, their share.")
]
TokenPrice = Annotated[
    str | None, typer.Option("--price", metavar="IN,OUT", help="Dollars for a million tokens sent and received.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def opener(
    context: typer.Context, model: str | None, base_url: str | None, profile: str | None, prompts: Path | None
) -> partial[Any]:
    """Return what opens the summariser of these settings; a test hands in its own as the context's object."""
    from communique.summariser import Summariser  # noqa: PLC0415 - takes a second, and --help needs none of it

    return partial(context.obj or Summariser, model, base_url=base_url, profile=profile, prompts=prompts)
