"""What makes two runs alike: the model, the profile, the prompts and the shapes of questions and results."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from communique.answers import (
    Answer,
    EverythingAnswer,
    OfficialsAnswer,
    OverviewAnswer,
    english_answer,
    people_answer,
    speakers_answer,
    visits_answer,
)
from communique.profiles import Profile, Task
from communique.prompts import PromptLibrary
from communique.records import ArticleSummary
from communique.store import Fingerprint

__all__ = ["fingerprint_of"]

_SHAPES: dict[Task, type[Answer]] = {  # those made for an article vary in nothing but its names
    "everything": EverythingAnswer,
    "overview": OverviewAnswer,
    "people": people_answer(["name"], ["state"]),
    "officials": OfficialsAnswer,
    "visits": visits_answer(["name"], ["state"]),
    "claims": speakers_answer(1, ["name"]),
    "english": english_answer(1),
}


def fingerprint_of(model: str, model_sha256: str | None, profile: Profile, prompts: PromptLibrary) -> Fingerprint:
    """Return what results of these settings are kept under.

    Neither where the model runs, nor how patiently or how many at once it is asked, is part of it.

    Raises:
        PromptError: a prompt is missing or broken.
    """
    settings = asdict(profile)
    del settings["concurrency"]
    tasks = sorted({reading.task for reading in profile.passes})
    shapes = [_SHAPES[task].model_json_schema() for task in tasks]
    return Fingerprint(
        {
            "model": model,
            "model file": model_sha256 or "-",
            "profile": f"{profile.name} {_digest(settings)}",
            "prompts": ", ".join(f"{task} {prompts.load(task).sha256[:12]}" for task in tasks),
            "schema": _digest(shapes),
            "records": _digest(ArticleSummary.model_json_schema()),
        }
    )


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
