"""Legs of copy as marks: the planned lines as paragraphs, each line as the painter gets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.geometry import PageGrid
from newsroom.layout.inline import last_role, roles_of
from newsroom.layout.linebreak import painted, painted_pieces
from newsroom.layout.plan import FACES, Leg, Line, LineStyle, PagePlan
from newsroom.layout.prohibition import LineRules
from newsroom.press.marks import Align, Copy, PaintedLine, Paragraph, Piece, Rule
from newsroom.press.nameplate import SheetError

TABLE_RULE = 0.3  # points
ALIGNED: dict[LineStyle, Align] = {
    "body": "left",
    "subhead": "center",
    "byline": "right",
    "jump": "right",
}


def leg_marks(leg: Leg, page: PagePlan, grid: PageGrid, rules: LineRules) -> Iterator[Copy | Rule]:
    """A mark for the lines of each inset that follow each other: most legs have no other."""
    right = grid.left + grid.type_width + 0.01
    if leg.row + len(leg.lines) > grid.rows or leg.left(grid) + leg.width(grid) > right:
        raise SheetError(
            _(
                "Page %(page)s has copy outside its type area: compose the page again.",
                page=page.number,
            )
        )
    row = leg.row
    for inset_em, group in groupby(leg.lines, key=lambda line: line.inset_em):
        lines = tuple(group)
        inset = inset_em * grid.body_size_pt
        yield Copy(
            leg.left(grid) + inset,
            grid.y_of(row),
            leg.width(grid) - inset,
            grid.body_size_pt,
            grid.leading_pt,
            tuple(paragraphs_of(lines, rules)),
        )
        yield from _rules(lines, row, leg, grid)
        row += len(lines)


def _rules(lines: tuple[Line, ...], row: int, leg: Leg, grid: PageGrid) -> Iterator[Rule]:
    """Fine rules below the head of a table and below its foot, in the white between two rows."""
    below = grid.body_size_pt + (grid.leading_pt - grid.body_size_pt) / 2
    for offset, line in enumerate(lines):
        if line.ruled:
            y = grid.y_of(row + offset) + below
            yield Rule(leg.left(grid), y, leg.width(grid), TABLE_RULE)


def paragraphs_of(lines: tuple[Line, ...], rules: LineRules) -> Iterator[Paragraph]:
    """Lines of one block and style that follow each other, as the paragraphs they belong to."""
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run[-1], line):
            yield _paragraph(run, rules)
            run = []
        run.append(line)
    if run:
        yield _paragraph(run, rules)


def _goes_on(above: Line, below: Line) -> bool:
    same = (above.block, above.style) == (below.block, below.style) and above.block >= 0
    return same and not above.tail and not below.indent_em


def _paragraph(lines: list[Line], rules: LineRules) -> Paragraph:
    first, last = lines[0], lines[-1]
    solid = rules.solid_numbers
    return Paragraph(
        tuple(painted_line(line, rules) for line in lines),
        FACES[first.style],
        first.indent_em,
        ALIGNED[first.style],
        painted(last.tail, solid_numbers=solid),
        first.style,
        first.block,
        first.marker,
        first.inset_em if first.marker else 0.0,
    )


def _row(line: Line, rules: LineRules) -> PaintedLine:
    solid = rules.solid_numbers
    cells = tuple(
        (
            painted(line.text[cell.start : cell.end], solid_numbers=solid),
            *(cell.x_em, cell.width_em, cell.is_right, cell.role),
        )
        for cell in line.cells
    )
    return PaintedLine(painted(line.text, solid_numbers=solid), justified=False, cells=cells)


def painted_line(line: Line, rules: LineRules, hrefs: Sequence[str] = ()) -> PaintedLine:
    """The line as it is painted; ``hrefs`` says of each character where it leads, or nothing."""
    if line.cells:
        return _row(line, rules)
    words, hung = (line.text[:-1], line.text[-1]) if line.hung else (line.text, "")
    solid, hyphen = rules.solid_numbers, "-" if line.hyphen else ""
    text = painted(words, solid_numbers=solid) + hyphen
    plain = PaintedLine(text, line.justified and rules.justified, hung, line.stretch)
    if not (line.spans or any(hrefs)):
        return plain
    keys = list(zip(roles_of(line), hrefs or [""] * len(line.text), strict=True))
    cut = painted_pieces(words, keys[: len(words)], solid_numbers=solid)
    pieces = [Piece(piece, role, href) for piece, (role, href) in cut]
    if hyphen:
        pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + hyphen)
    own, role = FACES[line.style], last_role(line)
    hung_in = role if hung and role != own else None
    return replace(plain, pieces=tuple(pieces), hung_in=hung_in)
