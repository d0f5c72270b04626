"""What a composing did to the pages that stood before: told only where it is cheap to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.plan import CopyItem, Module, PagePlan

MOST_NAMED = 8  # of one kind: who composes an edition anew reads no list of all its stories


def outcome(
    before: Iterable[PagePlan], after: Iterable[PagePlan], items: Sequence[CopyItem]
) -> list[Sentence]:
    """Of the pages made, ``after``: jumps made, stories on another page, pictures left out or
    smaller than asked for: a sentence for each kind of which there is any."""
    old, new = list(before), list(after)
    known = {item.id: item for item in items}
    told = []
    if jumped := _jumped(old, new, known):
        told.append(_("Goes on on another page now: %(stories)s.", stories=_first(jumped)))
    if moved := _moved(old, new, known):
        told.append(_("Begins on another page than before: %(stories)s.", stories=_first(moved)))
    if lost := _without_pictures(new, items):
        told.append(_("Pictures that found no room: %(stories)s.", stories=_first(lost)))
    if smaller := _smaller(new, known):
        said = _("Pictures smaller than was asked for: %(stories)s.", stories=_first(smaller))
        told.append(said)
    return told


def _first(stories: list[Sentence]) -> list[Sentence]:
    more = len(stories) - MOST_NAMED
    return [*stories[:MOST_NAMED], *([_("%(count)s more", count=more)] if more > 0 else [])]


def _modules(pages: Iterable[PagePlan]) -> Iterator[tuple[int, Module]]:
    for page in pages:
        for module in page.modules:
            yield page.number, module


def _jumped(
    old: Sequence[PagePlan], new: Sequence[PagePlan], items: Mapping[str, CopyItem]
) -> list[Sentence]:
    jumps = {(m.item_id, at, m.jump_to) for at, m in _modules(old)}
    return [
        _between(items[m.item_id], at, m.jump_to)
        for at, m in _modules(new)
        if m.jump_to and m.item_id in items and (m.item_id, at, m.jump_to) not in jumps
    ]


def _moved(
    old: Sequence[PagePlan], new: Sequence[PagePlan], items: Mapping[str, CopyItem]
) -> list[Sentence]:
    begun = {m.item_id: at for at, m in _modules(old) if m.jump_from is None}
    return [
        _between(items[m.item_id], begun[m.item_id], at)
        for at, m in _modules(new)
        if m.jump_from is None and m.item_id in items and begun.get(m.item_id, at) != at
    ]


def _between(item: CopyItem, one: int, other: int) -> Sentence:
    return _(
        "“%(headline)s” (page %(one)s → page %(other)s)",
        headline=_headline(item),
        one=one,
        other=other,
    )


def _without_pictures(new: Sequence[PagePlan], items: Sequence[CopyItem]) -> list[Sentence]:
    standing = {module.item_id for _at, module in _modules(new) if module.jump_from is None}
    shown = {photo.photo_id for _at, module in _modules(new) for photo in module.photos}
    found = []
    for item in items:
        missing = sum(photo.id not in shown for photo in item.photos)
        if missing and item.id in standing:
            headline = _headline(item)
            found.append(_("“%(headline)s” (%(count)s)", headline=headline, count=missing))
    return found


def _smaller(new: Sequence[PagePlan], items: Mapping[str, CopyItem]) -> list[Sentence]:
    """The first picture of a story, where its size was chosen."""
    found = []
    for _at, module in _modules(new):
        item = items.get(module.item_id)
        if item is None or not item.photo_columns or not module.photos:
            continue
        columns = module.photos[0].area.columns
        if columns < item.photo_columns:
            found.append(
                _(
                    "“%(headline)s” (%(columns)s of %(asked)s columns)",
                    headline=_headline(item),
                    columns=columns,
                    asked=item.photo_columns,
                )
            )
    return found


def _headline(item: CopyItem) -> str:
    return item.story.headline.replace("\n", "")
