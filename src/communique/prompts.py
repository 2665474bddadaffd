"""Prompts as files: loading, filling and hashing them.

One file a task, ``prompts/<task>.md``: a ``version:`` line, then blocks that open with ``## system``, ``## example``
(its user turn, ``### answer``, its assistant turn) and ``## user``. They hold no code: ``$name`` is filled by
:class:`string.Template` in one pass, so a ``$`` inside an article stays text. A name the task does not provide, or a
provided name that no block uses, is an error rather than a silent gap.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from communique.errors import PromptError
from communique.model.exchange import Message

__all__ = ["Prompt", "PromptLibrary"]

_TASK_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_VERSION = re.compile(r"version: (\d+(?:\.\d+)*)\s*\n")
_BLOCK = re.compile(r"^## (system|example|user)[ \t]*\n", re.MULTILINE)
_ANSWER = re.compile(r"^### answer[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One task's prompt as read from its file.

    Attributes:
        task: the file's stem.
        version: what its first line says.
        sha256: hash of the file's text.
        fixed: the turns that are the same for every article (instructions and worked examples), sent first so that
            prompt caches hit.
        user: the template of the last turn.
    """

    task: str
    version: str
    sha256: str
    fixed: tuple[Message, ...]
    user: Template

    def fill(self, values: Mapping[str, str]) -> tuple[Message, ...]:
        """Return the whole conversation with ``values`` in the last turn.

        Raises:
            PromptError: the template names a value that is not given, or does not use one that is.
        """
        wanted = set(self.user.get_identifiers())
        if wanted != set(values):
            raise PromptError(
                f"prompt {self.task!r} names {sorted(wanted)}, the task provides {sorted(values)}",
                hint="use exactly the provided names, each written $name",
            )
        return (*self.fixed, Message("user", self.user.substitute(values)))


class PromptLibrary:
    """The prompts of one folder: the shipped one, or the caller's own with the shipped one behind it.

    Each is read once, so that all articles of a batch are asked about in the words that its fingerprint names.

    Args:
        folder: a folder of the caller's ``<task>.md`` files; a task it does not hold is taken from the shipped ones.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise PromptError(f"no prompt folder at {folder}", hint="give a folder that holds <task>.md files")
        self._folders = tuple(f for f in (folder, _shipped_folder()) if f is not None)
        self._loaded: dict[str, Prompt] = {}

    def load(self, task: str) -> Prompt:
        """Return the prompt of a task.

        Raises:
            PromptError: the name is not a task's, the file is missing, or it breaks the format above.
        """
        if task not in self._loaded:
            self._loaded[task] = self._read(task)
        return self._loaded[task]

    def _read(self, task: str) -> Prompt:
        if not _TASK_NAME.fullmatch(task):
            raise PromptError(f"{task!r} is not a task name", hint="lower-case letters, digits and underscores")
        for folder in self._folders:
            path = folder / f"{task}.md"
            if path.is_file():
                return _parse(task, path.read_text("utf-8"))
        raise PromptError(f"no prompt {task}.md", hint=f"looked in {', '.join(str(f) for f in self._folders)}")


def _shipped_folder() -> Path:
    """Return where the prompts lie: inside the installed package, or at the top of a checkout."""
    packaged = Path(__file__).parent / "_prompts"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "prompts"


def _parse(task: str, text: str) -> Prompt:
    version = _VERSION.match(text)
    if not version:
        raise PromptError(f"prompt {task!r} has no version line", hint="start the file with 'version: 1'")
    pieces = _BLOCK.split(text[version.end() :])
    fixed: list[Message] = []
    user: str | None = None
    for kind, body in zip(pieces[1::2], pieces[2::2], strict=True):
        if kind == "system":
            fixed.append(Message("system", body.strip()))
        elif kind == "user":
            user = body.strip()
        else:
            fixed.extend(_example(task, body))
    if user is None or pieces[0].strip():
        raise PromptError(
            f"prompt {task!r} needs a '## user' block and no text outside its blocks", hint="see prompts/"
        )
    template = Template(user)
    if not template.is_valid():
        raise PromptError(f"prompt {task!r} holds a broken $name", hint="write $$ for a dollar sign")
    return Prompt(task, version.group(1), hashlib.sha256(text.encode()).hexdigest(), tuple(fixed), template)


def _example(task: str, body: str) -> tuple[Message, Message]:
    parts = _ANSWER.split(body)
    if len(parts) != 2:
        raise PromptError(f"an example of prompt {task!r} needs one '### answer'", hint="see prompts/")
    return Message("user", parts[0].strip()), Message("assistant", parts[1].strip())
