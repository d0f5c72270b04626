"""Punctuation beside Han characters is full width, whatever the extraction made of it."""

from __future__ import annotations

FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
OPENING, CLOSING = "“‘《〈（「『【", "”’》〉）」』】。、，；：！？…"


def is_han(char: str) -> bool:
    return (
        "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or char in "〇々"
        or ("\U00020000" <= char <= "\U0003ffff")
    )


def normalise_widths(text: str) -> str:
    """The text, as long as before, with ``,;:!?()`` full width where they stand beside Han.

    A mark between two digits or Latin letters is left alone: 1,000 and 10:30 stay as they are.
    """
    if not any(mark in text for mark in FULL):
        return text
    out = list(text)
    for index, char in enumerate(text):
        if char in FULL and _beside_han(out, text, index):
            out[index] = FULL[char]
    return "".join(_pair_brackets(out))


def _beside_han(out: list[str], text: str, index: int) -> bool:
    before = out[index - 1] if index else ""
    after = text[index + 1] if index + 1 < len(text) else ""
    if text[index] == "(":
        return _chinese(after) or _chinese(before)
    if before and (is_han(before) or before in CLOSING):
        return True
    return (
        bool(before)
        and not before.isspace()
        and bool(after)
        and (is_han(after) or after in OPENING)
    )


def _chinese(char: str) -> bool:
    return bool(char) and (is_han(char) or char in OPENING or char in CLOSING)


def _pair_brackets(chars: list[str]) -> list[str]:
    """A bracket takes the width of its partner: both full width when either is."""
    opened: list[int] = []
    for index, char in enumerate(chars):
        if char in "(（":
            opened.append(index)
        elif char in ")）" and opened:
            start = opened.pop()
            if "（" in chars[start] or char == "）":
                chars[start], chars[index] = "（", "）"
    return chars
