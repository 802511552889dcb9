"""The words of components. Their HTML names places for them: `data-say` for text, `data-say-label` for what
is read aloud, `data-say-hint` for what stands in an empty field; each drawing says them in the language of
the moment."""

from __future__ import annotations

from pathlib import Path

JS = Path(__file__).with_name("words.js").read_text(encoding="utf-8")
"""`putWords(host, words)`, for the script of a component."""
