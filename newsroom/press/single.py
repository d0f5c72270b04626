"""One page of a finished press PDF as a file of its own: the very type and pictures of it."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Name, Pdf

KEPT = (Name.OutputIntents, Name.Lang, Name.Metadata)


def single_page(pdf: bytes, index: int) -> bytes:
    """Page ``index`` (from 0) of ``pdf``, with its boxes and output intent. Same input, same bytes.

    The version is kept and no object streams are written, so what was PDF/X stays it.
    Raises IndexError when there is no such page.
    """
    with pikepdf.open(io.BytesIO(pdf)) as whole, Pdf.new() as one:
        if not 0 <= index < len(whole.pages):
            raise IndexError(index)
        one.pages.append(whole.pages[index])
        for key in KEPT:
            if key in whole.Root:
                one.Root[key] = one.copy_foreign(_indirect(whole, key))
        for name, value in whole.docinfo.items():
            one.docinfo[name] = value
        out = io.BytesIO()
        one.save(
            out,
            deterministic_id=True,
            force_version=whole.pdf_version,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def _indirect(document: Pdf, key: Name) -> pikepdf.Object:
    """Only an indirect object can be copied into another file."""
    value = document.Root[key]
    return value if value.is_indirect else document.make_indirect(value)
