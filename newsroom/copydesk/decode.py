"""Bytes of a text file -> text: UTF-8, UTF-16 with its mark, GB18030."""

from __future__ import annotations

import re

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _

MAX_BYTES = 5 * 1024 * 1024
# What people hand in under the name of a text file, by its first bytes.
FOREIGN = (
    (b"PK\x03\x04", "word", _("This is a Word (.docx) or ZIP file: save it as plain text (.txt).")),
    (
        b"\xd0\xcf\x11\xe0",
        "word",
        _("This is an old Word file (.doc): save it as plain text (.txt)."),
    ),
    (b"%PDF", "pdf", _("This is a PDF: copy its text into a plain text file (.txt).")),
    (b"{\\rtf", "word", _("This is a rich-text file (.rtf): save it as plain text (.txt).")),
)
WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml)[\s>]", re.IGNORECASE)


class UnreadableTextError(Exception):
    """The bytes are no text we can read; ``code`` names why, ``str()`` says what to do."""

    def __init__(self, code: str, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.code = code


def decode_text(data: bytes) -> str:
    """The text, with line ends as ``\\n``. Raises `UnreadableTextError`."""
    _refuse_what_is_no_text(data)
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\u3000"):
        raise UnreadableTextError(
            "empty", _("The file is empty: choose the one that holds the text.")
        )
    return text.lstrip("\ufeff")


def _refuse_what_is_no_text(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise UnreadableTextError(
            "too_large", _("The file is larger than 5 MB: import one page of the paper at a time.")
        )
    if WEB_PAGE.match(data):
        raise UnreadableTextError(
            "web_page", _("This is a web page (.html): save it as plain text (.txt).")
        )
    for start, code, sentence in FOREIGN:
        if data.startswith(start):
            raise UnreadableTextError(code, sentence)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in data:
        raise UnreadableTextError(
            "binary", _("This is not a text file: save the page as plain text.")
        )


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _plausible(text):
            return text
    raise UnreadableTextError(
        "encoding", _("The encoding of the file is not known: save it as UTF-8 or GB18030.")
    )


def _plausible(text: str) -> bool:
    """GB18030 decodes nearly any bytes; noise shows as control or private-use characters."""
    odd = sum(
        1
        for char in text
        if (char < " " and char not in "\t\n\r\f") or "\ue000" <= char <= "\uf8ff"
    )
    return odd * 100 <= len(text)
