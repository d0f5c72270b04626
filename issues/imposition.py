"""An issue made ready for the press: its pages, its pictures at their printed size, one painter."""

from __future__ import annotations

import atexit
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from articles.auditing import Actor
from articles.models import ArticlePhoto, Photo
from articles.wording import RefusedError, in_words, untold
from issues.advertising import sizes_of
from issues.characters import missing_in, names_of_places, substitutes_in
from issues.composing import (
    compose_issue,
    current_layouts,
    current_plan,
    is_current,
    stale_pages,
    unsold,
)
from issues.dummy import Dummy, read_dummy, type_book
from issues.faces import missing_in_words
from issues.mastheads import Look, folios, look_of, masthead_words
from issues.models import Issue, Masthead, PageLayout
from issues.pressroom import Press
from issues.spreads import named
from issues.typefaces import operators_faces
from newsroom.copydesk.sentence import sentence
from newsroom.layout.pagination import centre_of
from newsroom.layout.plan import EditionPlan
from newsroom.press.art import ArtError
from newsroom.press.condition import ConditionError, PageInks, PressCondition
from newsroom.press.engine import Painter, TypesettingError
from newsroom.press.fontset import NOTO_WENKAI, FontFace, font_files
from newsroom.press.inks import in_inks
from newsroom.press.pictures import Mode, PictureError, prepare_picture
from newsroom.press.prepress import PrepressError
from newsroom.press.sheet import Folio, MastheadCopy, Sheet, SheetError, build_sheet, picture_size

PRESS_ERRORS = (
    *(ArtError, ConditionError, PictureError, PrepressError),
    *(SheetError, TypesettingError),
)


class ExportError(RefusedError):
    """The issue cannot be printed as it stands; ``str()`` says what to do."""


@dataclass(frozen=True)
class Imposition:
    """Everything the press needs of an issue."""

    dummy: Dummy
    layouts: list[PageLayout]
    plan: EditionPlan
    composed: bool


def painter() -> Painter:
    """One warm painter a process, another when the operator's faces change."""
    return _painter_with(operators_faces().faces)


@lru_cache(maxsize=1)
def _painter_with(own: tuple[FontFace, ...]) -> Painter:
    """Its child ends with us."""
    started = Painter(font_files(settings.FONT_ROOT, own))
    atexit.register(started.close)
    return started


def design_look(masthead: Masthead) -> Look:
    """The design to print in. Raises `ExportError`."""
    try:
        return look_of(masthead)
    except ArtError as error:
        raise ExportError(untold(error)) from error


def masthead_copy(issue: Issue, page_count: int) -> MastheadCopy:
    """What page one says about the publication and this issue."""
    masthead = issue.masthead
    if masthead is None:
        raise ExportError(
            sentence(
                "%(publication)s has no masthead: add one first.",
                publication=str(issue.publication),
            )
        )
    return masthead_words(issue, masthead, page_count)


def impose(issue: Issue, *, by: Actor) -> Imposition:
    """The current pages of the issue, composed anew first when the copy has moved on."""
    dummy = read_dummy(issue)
    layouts = current_layouts(issue)
    composed = False
    if not issue.is_closed and not is_current(dummy, layouts):
        _refuse_stale_locks(dummy, layouts)
        _refuse_to_undo_handwork(layouts)
        compose_issue(issue, by=by)
        layouts = current_layouts(issue)
        composed = True
    plan = current_plan(layouts)
    _refuse_open_places(plan)
    _refuse_what_is_not_placed(dummy, plan)
    _refuse_torn_double_page(issue, plan)
    for said in () if issue.is_closed else unsold(dummy, plan):
        raise ExportError(said)
    return Imposition(dummy, layouts, plan, composed)


def _refuse_stale_locks(dummy: Dummy, layouts: list[PageLayout]) -> None:
    """A locked page is not composed anew, and not printed with copy that is out of date."""
    for layout in stale_pages(dummy, layouts):
        if layout.page.is_locked:
            raise ExportError(
                sentence(
                    "Copy or wishes changed after page %(page)s was locked: unlock it and compose "
                    "it, or take the change back.",
                    page=layout.page.number,
                )
            )


def _refuse_to_undo_handwork(layouts: list[PageLayout]) -> None:
    """What was moved by hand is not composed away unasked."""
    for layout in layouts:
        if layout.is_by_hand:
            raise ExportError(
                sentence(
                    "Copy, wishes or stories changed after page %(page)s was arranged by hand: "
                    "settle the pages on the page desk, or press Compose pages.",
                    page=layout.page.number,
                )
            )


def _refuse_open_places(plan: EditionPlan) -> None:
    for page in plan.pages:
        if page.open_areas:
            raise ExportError(
                sentence(
                    "Page %(page)s has an open place: put a story there first.", page=page.number
                )
            )


def _refuse_torn_double_page(issue: Issue, plan: EditionPlan) -> None:
    """A double page is one side of the innermost sheet, on one set of plates."""
    for page in plan.pages if not issue.is_closed else ():
        if page.across == 1:
            continue
        pages = named(page.numbers)
        if centre_of(plan.page_count) != page.number:
            raise ExportError(
                sentence(
                    "Pages %(pages)s are one double page, but not the centre of the %(count)s "
                    "pages that are printed: put stories on the last pages, drop those that are "
                    "empty, or part the double page.",
                    pages=pages,
                    count=plan.page_count,
                )
            )
        inks = issue.pages.filter(number__in=page.numbers).values_list("inks", flat=True)
        if len(set(inks)) > 1:
            raise ExportError(
                sentence(
                    "Pages %(pages)s are one double page: give both the same inks.", pages=pages
                )
            )


def _refuse_what_is_not_placed(dummy: Dummy, plan: EditionPlan) -> None:
    placed: dict[str, tuple[int, int]] = {}
    for page in plan.pages:
        for module in page.modules:
            placed[module.item_id] = (module.text_to.block, module.text_to.offset)
    for item in dummy.items:
        blocks = item.story.blocks
        end = (len(blocks) - 1, len(blocks[-1].text)) if blocks else (0, 0)
        if item.id not in placed or (placed[item.id] < end and placed[item.id][0] < len(blocks)):
            raise ExportError(
                sentence(
                    "“%(headline)s” does not fit: cut it, drop it or add a page, "
                    "then compose again.",
                    headline=item.story.headline,
                )
            )


MIDDLE = (0.5, 0.5)  # finished artwork is never cropped


@contextmanager
def picture_room(
    plan: EditionPlan, dummy: Dummy, mode: Mode, press: Press
) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder that holds just this edition's pictures at their printed size; photo id -> name."""
    grid = dummy.masthead.grid
    inks = {f.photo_id: press.of(p.number) for p in plan.pages for m in p.modules for f in m.photos}
    frames = [(f, p) for p in plan.pages for m in p.modules for f in m.photos]
    uses = ArticlePhoto.objects.select_related("photo").in_bulk(
        [int(f.photo_id) for f, _p in frames]
    )
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        names = {}
        for frame, page in frames:
            names[frame.photo_id] = f"{frame.photo_id}.jpg"
            use = uses[int(frame.photo_id)]
            centre = (use.focal_x, use.focal_y)
            size = picture_size(frame, page.on(grid))
            data = _picture(use.photo, size, centre, mode, press.condition, inks[frame.photo_id])
            (Path(folder) / names[frame.photo_id]).write_bytes(data)
        sold = sizes_of(plan)
        for page in plan.pages:
            for art in page.artwork:
                names[art.artwork_id] = f"{art.artwork_id}.jpg"
                photo, size = sold[art.artwork_id].photo, art.picture_size(page.on(grid))
                own = press.of(page.number)
                data = _picture(photo, size, MIDDLE, mode, press.condition, own)
                (Path(folder) / names[art.artwork_id]).write_bytes(data)
        yield Path(folder), names


def _picture(
    photo: Photo,
    size: tuple[float, float],
    centre: tuple[float, float],
    mode: Mode,
    condition: PressCondition,
    inks: PageInks,
) -> bytes:
    """The picture cropped to its frame and in the press's colours, kept for the next export."""
    width, height = size
    key = f"{photo.sha256}-{width:.2f}x{height:.2f}-{centre[0]}-{centre[1]}-{mode}"
    if mode == "press":
        key += f"-{condition.picture_key}-{inks}"
    cached = settings.VAR_DIR / "cache/press" / f"{hashlib.sha256(key.encode()).hexdigest()}.jpg"
    if cached.is_file():
        return cached.read_bytes()
    try:
        data = prepare_picture(
            photo.file.read(),
            width_pt=width,
            height_pt=height,
            centre=centre,
            mode=mode,
            condition=condition,
            inks=inks,
        )
    except PictureError as error:
        raise ExportError(f"{photo}: {in_words(error)}") from error
    except FileNotFoundError as error:
        raise ExportError(
            sentence(
                "The file of the photo “%(photo)s” is lost: restore it, or take the photo out.",
                photo=str(photo),
            )
        ) from error
    finally:
        photo.file.close()
    write_atomically(cached, data)
    return data


def write_atomically(path: Path, data: bytes) -> None:
    """Whole or not at all: a killed process leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        os.fchmod(handle, 0o644)
    Path(name).replace(path)


def sheet_of(made: Imposition, issue: Issue, pictures: dict[str, str], press: Press) -> Sheet:
    masthead = masthead_copy(issue, made.plan.page_count)
    grid = press.condition.on(made.dummy.masthead.grid)
    heads = folios(issue)
    _refuse_missing_characters(made, masthead, heads)
    look = design_look(made.dummy.masthead)
    sheet = build_sheet(
        made.plan,
        grid,
        type_book(made.dummy.masthead.line_rules, made.dummy.faces),
        masthead,
        heads,
        pictures,
        title=str(issue),
        faces=dict(made.dummy.faces),
        design=look.design,
        art=look.art,
    )
    return in_inks(sheet, press.inks)


def _refuse_missing_characters(
    made: Imposition, masthead: MastheadCopy, heads: dict[int, Folio]
) -> None:
    missing = missing_in(made.dummy, masthead, heads)
    if missing:
        names = names_of_places(made.dummy.items, heads)
        raise ExportError(missing_in_words(names[missing[0].where], missing[0]))


def substitutes(made: Imposition, issue: Issue) -> list[dict[str, str]]:
    """Characters that another face stands in for: where, which, the face it lacks, the other."""
    return substitutes_in(made.dummy, masthead_copy(issue, made.plan.page_count), folios(issue))


def stood_in(made: Imposition, issue: Issue) -> set[str]:
    """Codes of the faces that print a character although no role is set in them."""
    chosen = {face.code for _role, face in made.dummy.faces}
    if chosen >= NOTO_WENKAI.keys():
        return set()  # nothing else stands in
    return {row["by"] for row in substitutes(made, issue)} - chosen
