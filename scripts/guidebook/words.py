"""Words in a text: letter case, plural, and where a word ends."""

from __future__ import annotations

_VOWELS = "aeiou"


def is_letter(char: str) -> bool:
    """Of a script that parts words with spaces: Latin, Greek, Cyrillic … but not Han."""
    return char < "\u2e80" and char.isalnum()


def folded(text: str) -> str:
    """Lower case and one kind of space, each character in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):  # İ becomes two
        lowered = "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    return lowered.replace("\n", " ").replace("\u00a0", " ")


def plural(word: str) -> str:
    if not word:
        return ""
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"
