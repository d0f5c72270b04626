"""A composed sheet as HTML for another painter: the same text in the same places.

Every mark is positioned absolutely, with the face, size and measure it has in our press PDF. Copy
is left as whole paragraphs: the peer breaks its own lines, in columns as wide as ours.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

from newsroom.press.marks import (
    Copy,
    Drawing,
    Frame,
    Mark,
    Paragraph,
    Picture,
    Rule,
    Text,
    Tint,
    Upright,
)
from newsroom.press.sheet import Sheet

STYLE = """
@page {{ size: {width}pt {height}pt; margin: 0 }}
body {{ margin: 0 }}
section {{ position: relative; width: {width}pt; height: {height}pt; overflow: hidden;
  break-after: page }}
section:last-child {{ break-after: auto }}
section > * {{ position: absolute; margin: 0 }}
h2 {{ white-space: pre; font-weight: normal; width: 4000pt }}
p {{ margin: 0; text-align: justify }}
span {{ float: right }}
.red {{ color: #f00 }}
"""
INKS = {"black": "#000", "red": "#f00"}
FIELD = 4000.0  # points: wider than any page, so that display type stays on one line


def sheet_as_html(sheet: Sheet, picture_folder: Path) -> str:
    """The whole sheet; fonts are named by family, pictures by their address in the folder."""
    faces = "".join(
        f".{role} {{ font-family: '{face.family}'; font-weight: {face.weight} }}\n"
        for role, face in sheet.faces
    )
    style = STYLE.format(width=sheet.width, height=sheet.height) + faces
    pages = "".join(
        f"<section>{''.join(_mark(mark, picture_folder) for mark in marks)}</section>\n"
        for marks in sheet.pages
    )
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(sheet.title)}</title><style>{style}</style></head>"
        f"<body>\n{pages}</body></html>\n"
    )


def _mark(mark: Mark, picture_folder: Path) -> str:
    match mark:
        case Text():
            return _text(mark)
        case Copy():
            return _copy(mark)
        case Rule():
            return _rule(mark)
        case Frame():
            return (
                f'<div style="{_at(mark.x, mark.y)};width:{mark.width}pt;height:{mark.height}pt;'
                f'border:{mark.thickness}pt solid"></div>'
            )
        case Upright():
            return "".join(_text(text) for text in _squares(mark))
        case Tint():
            return (
                f'<div style="{_at(mark.x, mark.y)};width:{mark.width}pt;height:{mark.height}pt;'
                f'background:rgb(0 0 0 / {mark.percent}%)"></div>'
            )
        case Drawing():
            raise ValueError("The benchmark's paper has its name set in type.")
        case Picture():
            address = (picture_folder / mark.file).resolve().as_uri()
            return (
                f'<img src="{address}" alt="{escape(mark.alt)}" style="{_at(mark.x, mark.y)};'
                f'width:{mark.width}pt;height:{mark.height}pt;object-fit:cover">'
            )


def _squares(mark: Upright) -> list[Text]:
    """The squares of a vertical line: as wide as it is, marks not turned."""
    return [
        Text(
            cell.text,
            mark.x + cell.right * mark.size,
            mark.y + (cell.at + cell.down) * mark.size,
            mark.font,
            mark.size,
        )
        for cell in mark.cells
    ]


def _at(x: float, y: float) -> str:
    return f"left:{x:.4f}pt;top:{y:.4f}pt"


def _text(mark: Text) -> str:
    shift = {"left": 0.0, "center": FIELD / 2, "right": FIELD}[mark.align]
    style = (
        f"{_at(mark.x - shift, mark.y)};font-size:{mark.size}pt;line-height:{mark.size}pt;"
        f"text-align:{mark.align}"
    )
    if mark.tracking:
        style += f";letter-spacing:{mark.tracking}pt"
    if mark.stretch != 1:
        style += f";transform:scaleX({mark.stretch});transform-origin:{mark.align}"
    names = f"{mark.font} red" if mark.ink == "red" else mark.font
    return f'<h2 class="{names}" style="{style}">{escape(mark.text)}</h2>'


def _copy(mark: Copy) -> str:
    """A block of copy; a line of CSS hangs in the middle of its pitch, ours at the top."""
    top = mark.y - (mark.leading - mark.size) / 2
    style = (
        f"{_at(mark.x, top)};width:{mark.width}pt;font-size:{mark.size}pt;"
        f"line-height:{mark.leading}pt"
    )
    return f'<div style="{style}">{"".join(map(_paragraph, mark.paragraphs))}</div>'


def _paragraph(paragraph: Paragraph) -> str:
    text = escape("".join(line.text for line in paragraph.lines))
    tail = f'<span class="kai">{escape(paragraph.tail)}</span>' if paragraph.tail else ""
    style = ";".join(_paragraph_style(paragraph))
    return f'<p class="{paragraph.font}" style="{style}">{text}{tail}</p>'


def _paragraph_style(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.indent_em:
        yield f"text-indent:{paragraph.indent_em}em"
    if paragraph.align != "left":
        yield f"text-align:{paragraph.align}"
    if paragraph.lines[-1].justified:  # cut by the end of the column: its last line is full too
        yield "text-align-last:justify"


def _rule(mark: Rule) -> str:
    half = mark.thickness / 2
    x, y = (mark.x - half, mark.y) if mark.vertical else (mark.x, mark.y - half)
    width, height = (
        (mark.thickness, mark.length) if mark.vertical else (mark.length, mark.thickness)
    )
    return (
        f'<div style="{_at(x, y)};width:{width}pt;height:{height}pt;'
        f'background:{INKS[mark.ink]}"></div>'
    )
