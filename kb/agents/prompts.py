"""Questions that people ask of their library again and again, as prompts in the language of their topic.
Their words lie in `asked/`, a file a prompt and language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from pydantic import Field

from kb.text.language import detect_language

Topic = Annotated[str, Field(description="In a few words, in Russian or English.")]

_ASKED = Path(__file__).with_name("asked")


def what_have_i_on(topic: Topic) -> str:
    """What have I saved on a topic?"""
    return _asked("what_have_i_on", topic)


def prepare_me_for_a_call(topic: Topic) -> str:
    """Ten minutes to a call on a topic: breadth and gist first, what I ignore said."""
    return _asked("prepare_me_for_a_call", topic)


def what_is_new(topic: Topic) -> str:
    """What is new on a topic against what I read already?"""
    return _asked("what_is_new", topic)


PROMPTS: tuple[Callable[[str], str], ...] = (what_have_i_on, prepare_me_for_a_call, what_is_new)


def _asked(prompt: str, topic: str) -> str:
    """A prompt about a topic, in Russian where the topic is, else in English."""
    told = " ".join(topic.split())
    language = "ru" if detect_language(told) == "ru" else "en"
    return (_ASKED / f"{prompt}.{language}.md").read_text(encoding="utf-8").replace("{topic}", told)
