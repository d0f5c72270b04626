"""The text of a printed page -> masthead, stories, people; and every doubt on the way.

Made for text as it comes out of a PDF: half-width punctuation, paragraphs cut by column ends,
names run together. Nothing is guessed silently: what is not certain is a `Doubt`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from newsroom.copydesk.bylines import (
    ReadBylines,
    cut_byline,
    cut_opening_byline,
    is_byline_alone,
    names_in,
    read_bylines,
)
from newsroom.copydesk.calendar import LunarRangeError, lunar_date, weekday_name
from newsroom.copydesk.imprint import DIGITS, Imprint, read_imprint
from newsroom.copydesk.officials import ProposedOfficial, propose_officials
from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _
from newsroom.copydesk.story import Block, Byline, Story
from newsroom.copydesk.widths import is_han, normalise_widths

MISSING = {
    "name": _("The masthead has no name of the paper: fill it in."),
    "number": _("The masthead has no running number: fill it in."),
    "date": _("The masthead has no date: fill it in."),
}
MAX_HEADLINE = 48
MAX_PARAGRAPH = 20_000  # characters; noise without a full stop is not joined for ever
SENTENCE_ENDS = "。！？…；.!?”』」）)】：:—"
MAX_TAILS = 4  # bylines and jump lines behind one another
ONE_TO_NINE = "[一二三四五六七八九]"
PAGE = rf"({ONE_TO_NINE}?十{ONE_TO_NINE}?|{ONE_TO_NINE}|\d{{1,2}})"
# Without brackets only where a sentence or a line ended before it: 这里下转二版 is copy.
JUMP = re.compile(
    rf"(?:[（(]\s*|(?:^|(?<=[。！？”』」）\s]))[▶▷►→]?\s*)下转\s*第?\s*{PAGE}\s*版\s*[)）]?\s*$"
)
CONTINUES = re.compile(
    rf"^\s*[（(]?\s*[上紧]接\s*第?\s*{PAGE}\s*版\s*(?:《([^》]{{1,60}})》)?\s*[)）]?"
)
CAPTION = re.compile(r"^[▲△▼▽◆●]")
DECK = re.compile(r"^(?:——|――|--|—)")
DATELINE_START = re.compile(r"^(?:本报讯|新华社)")


@dataclass(frozen=True)
class Doubt:
    """Something a person should look at: what it is, in which story, at which words."""

    code: str
    message: Sentence
    story: str | None = None
    excerpt: str = ""


@dataclass(frozen=True)
class Jump:
    text: str
    to_page: int


@dataclass(frozen=True)
class PrintedStory:
    id: str
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    paragraphs: tuple[str, ...] = ()
    bylines: tuple[Byline, ...] = ()
    jump: Jump | None = None
    captions: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kicker": self.kicker,
            "headline": self.headline,
            "deck": self.deck,
            "paragraphs": list(self.paragraphs),
            "bylines": [asdict(byline) for byline in self.bylines],
            "jump": asdict(self.jump) if self.jump else None,
        }


@dataclass(frozen=True)
class PrintedPage:
    """What was understood of a page."""

    imprint: Imprint
    stories: tuple[PrintedStory, ...]
    doubts: tuple[Doubt, ...] = ()
    officials: tuple[ProposedOfficial, ...] = ()

    def as_json(self) -> dict[str, Any]:
        issue = asdict(self.imprint)
        issue["date"] = self.imprint.date.isoformat() if self.imprint.date else None
        return {
            "issue": issue,
            "articles": [story.as_json() for story in self.stories],
            "doubts": [asdict(doubt) for doubt in self.doubts],
            "officials": [asdict(official) for official in self.officials],
        }


def read_printed_page(text: str, *, known_reporters: Collection[str] = ()) -> PrintedPage:
    """Read the text of one page. Never fails: what was not understood is in ``doubts``."""
    lines = [line.strip(" \t\u3000\ufeff\f\v") for line in text.split("\n")]
    lines = [line for line in lines if line]
    imprint, used = read_imprint(lines)
    drafts = _split_stories(lines[used:])
    doubts = _imprint_doubts(imprint)
    drafts = _join_continuations(drafts, doubts)
    known = {*known_reporters, *(name for draft in drafts for name in draft.names)}
    stories = tuple(_finish(draft, f"s{n}", known, doubts) for n, draft in enumerate(drafts, 1))
    doubts += _story_doubts(stories)
    officials = propose_officials([p for story in stories for p in story.paragraphs])
    return PrintedPage(imprint, stories, tuple(doubts), officials)


def story_from_printed(printed: PrintedStory) -> Story:
    return Story(
        headline=printed.headline,
        kicker=printed.kicker,
        deck=printed.deck,
        blocks=tuple(Block(paragraph) for paragraph in printed.paragraphs),
        bylines=printed.bylines,
    )


@dataclass
class _Draft:
    """A story while its lines are read."""

    heads: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    jump: Jump | None = None
    continues: str | None = None  # headline it goes on from; "" when the text does not say
    is_over: bool = False

    @property
    def names(self) -> list[str]:
        return [name for signature in self.signatures for name in names_in(signature)]

    @property
    def takes_heads(self) -> bool:
        return not (self.paragraphs or self.signatures or self.is_over)


def _split_stories(lines: Sequence[str]) -> list[_Draft]:
    drafts: list[_Draft] = []
    for line in lines:
        draft = drafts[-1] if drafts else None
        if CAPTION.match(line):
            if draft is None:
                draft = _Draft()
                drafts.append(draft)
            draft.captions.append(normalise_widths(line))
        elif draft and _is_cut(draft) and not CONTINUES.match(line):
            _add(draft, line, join=True)
        elif _is_head(line) and not _is_cut_line(line, draft):
            if draft is None or not draft.takes_heads:
                draft = _Draft()
                drafts.append(draft)
            draft.heads.append(normalise_widths(line))
        else:
            if draft is None or draft.is_over or (CONTINUES.match(line) and draft.paragraphs):
                draft = _Draft()
                drafts.append(draft)
            _add(draft, line, join=False)
    return drafts


def _is_cut(draft: _Draft) -> bool:
    """The last paragraph stopped in mid-sentence: a column ended there."""
    if draft.is_over or not draft.paragraphs:
        return False
    last = draft.paragraphs[-1]
    return last[-1] not in SENTENCE_ENDS and len(last) < MAX_PARAGRAPH


def _is_cut_line(line: str, draft: _Draft | None) -> bool:
    """A short line with a comma inside a story that nobody signed yet: a column ended there."""
    inside = draft is not None and bool(draft.paragraphs) and not draft.is_over
    return inside and any(mark in line for mark in "，,；;") and not DECK.match(line)


def _is_head(line: str) -> bool:
    if DECK.match(line):
        return True
    if len(line) > MAX_HEADLINE or DATELINE_START.match(line) or CONTINUES.match(line):
        return False
    if "。" in line or cut_byline(line).signature or is_byline_alone(line) or JUMP.search(line):
        return False
    if line[-1] in ")）”":  # 评出“最美船工” is a headline, “走！” and （未完） are not
        return line[0] not in "(（" and line[-2:-1] not in "！？…!?.；;"
    return line[-1] not in "；;，,、：:."


def _add(draft: _Draft, line: str, *, join: bool) -> None:
    continues = CONTINUES.match(line)
    if continues and not draft.paragraphs:
        draft.continues = normalise_widths(continues.group(2) or "")
        line = line[continues.end() :].strip()
    if is_byline_alone(line):
        draft.signatures.append(normalise_widths(line))
        draft.is_over = bool(draft.paragraphs)
        return
    text = _cut_tails(draft, normalise_widths(line))
    if text and join:
        # Again on the whole: a column can end inside the byline.
        text = _cut_tails(draft, _glued(draft.paragraphs.pop(), text))
    if text:
        draft.paragraphs.append(text)
    # A byline above its copy opens the story, one below it closes it.
    draft.is_over = bool(draft.jump or (draft.is_over and draft.paragraphs))


def _glued(before: str, after: str) -> str:
    is_closed = is_han(before[-1]) or is_han(after[0]) or not before[-1].isascii()
    return before + after if is_closed else f"{before} {after}"


def _cut_tails(draft: _Draft, text: str) -> str:
    """Take jump line and bylines off the ends of a paragraph; at its end they end the story."""
    opening = cut_opening_byline(text)
    signatures = [opening.signature]
    text = opening.text
    for _turn in range(MAX_TAILS):
        signed = cut_byline(text)
        jump = JUMP.search(text[-30:])
        if jump:
            draft.jump = Jump(normalise_widths(jump.group(0).strip()), page_number(jump.group(1)))
            text = text[: len(text) - len(text[-30:]) + jump.start()].rstrip()
        elif signed.signature:
            signatures.insert(1, signed.signature)
            text = signed.text
            draft.is_over = True
        else:
            break
    draft.signatures += filter(None, signatures)
    return text


def page_number(words: str) -> int:
    """``二`` -> 2, ``十二`` -> 12, ``3`` -> 3."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.partition("十")
    if not ten:
        return DIGITS[words[-1]]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones[0]] if ones else 0)


def _join_continuations(drafts: list[_Draft], doubts: list[Doubt]) -> list[_Draft]:
    """上接 pieces go to the story they go on from; a jump without its piece is a doubt."""
    kept: list[_Draft] = []
    for draft in drafts:
        origin = _origin_of(draft, kept)
        if origin is None:
            kept.append(draft)
            continue
        rest = draft.paragraphs
        if rest and _ends_open(origin):
            origin.paragraphs[-1] += rest[0]
            rest = rest[1:]
        origin.paragraphs += rest
        origin.signatures += draft.signatures
        origin.jump = draft.jump
    return kept


def _ends_open(draft: _Draft) -> bool:
    return bool(draft.paragraphs) and draft.paragraphs[-1][-1] not in SENTENCE_ENDS


def _origin_of(draft: _Draft, before: list[_Draft]) -> _Draft | None:
    if draft.continues is None:
        return None
    waiting = [other for other in before if other.jump]
    wanted = draft.continues or " ".join(draft.heads)
    for other in waiting:
        if " ".join(other.heads) == wanted:
            return other
    return waiting[0] if len(waiting) == 1 else None


def _finish(draft: _Draft, id: str, known: Collection[str], doubts: list[Doubt]) -> PrintedStory:
    kicker, headline, deck, head_doubt = _read_heads(draft.heads)
    if head_doubt:
        doubts.append(replace(head_doubt, story=id))
    doubts += _caption_doubts(draft.captions, id)
    people = _people(draft.signatures, known)
    for name in people.unsplit:
        doubts.append(
            Doubt(
                "unsplit_name",
                _("“%(name)s” looks like two names run together: check the byline.", name=name),
                id,
                name,
            )
        )
    return PrintedStory(
        id=id,
        headline=headline,
        kicker=kicker,
        deck=deck,
        paragraphs=tuple(draft.paragraphs),
        bylines=people.bylines,
        jump=draft.jump,
        captions=tuple(draft.captions),
    )


def _caption_doubts(captions: Sequence[str], story: str) -> list[Doubt]:
    doubts = []
    for line in captions:
        message = _(
            "“%(line)s” is taken as a caption, which is not imported: add it with its photo.",
            line=line,
        )
        doubts.append(Doubt("caption_not_imported", message, story, line))
    return doubts


def _people(signatures: Sequence[str], known: Collection[str]) -> ReadBylines:
    read = [read_bylines(signature, known) for signature in signatures]
    bylines = dict.fromkeys(byline for one in read for byline in one.bylines)
    return ReadBylines(tuple(bylines), tuple(name for one in read for name in one.unsplit))


def _read_heads(heads: list[str]) -> tuple[str, str, str, Doubt | None]:
    """Kicker, headline and deck of the short lines above a story."""
    decks = [line for line in heads if DECK.match(line)]
    rest = [line for line in heads if not DECK.match(line)]
    deck = " ".join(decks)
    if len(rest) < 2:
        return "", rest[0] if rest else "", deck, None
    if len(rest) == 2 and _is_kicker(rest[0], rest[1]):
        doubt = Doubt(
            "kicker", _("“%(line)s” is taken as the kicker: check it.", line=rest[0]), None, rest[0]
        )
        return rest[0], rest[1], deck, doubt
    if len(rest) == 2:
        doubt = Doubt(
            "two_line_headline", _("Two lines are taken as one headline: check it."), None, rest[0]
        )
        return "", " ".join(rest), deck, doubt
    doubt = Doubt(
        "many_headlines",
        _("Several short lines stand above the copy: check kicker and headline."),
        None,
        rest[0],
    )
    return rest[0], " ".join(rest[1:]), deck, doubt


def _is_kicker(first: str, second: str) -> bool:
    """Slogans set apart by spaces stand over a headline, and so does what is cut by a colon."""
    slogans = re.split(r"[\s\u3000]+", first)
    return len(slogans) >= 2 and max(map(len, slogans)) <= 8 and len(first) < len(second) + 4


def _imprint_doubts(imprint: Imprint) -> list[Doubt]:
    if not imprint.is_found:
        return [Doubt("no_masthead", _("No masthead (name, date, number) was found: fill it in."))]
    doubts = []
    for name, message in MISSING.items():
        if getattr(imprint, name) is None:
            doubts.append(Doubt(f"no_{name}", message))
    return doubts + _calendar_doubts(imprint)


def _calendar_doubts(imprint: Imprint) -> list[Doubt]:
    if imprint.date is None:
        return []
    doubts = []
    weekday = weekday_name(imprint.date)
    if imprint.weekday and imprint.weekday != weekday:
        message = _day_differs(imprint.weekday, weekday)
        doubts.append(Doubt("weekday", message, None, imprint.weekday))
    try:
        lunar = lunar_date(imprint.date)
    except LunarRangeError:
        return doubts
    if imprint.lunar_date and imprint.lunar_date != lunar:
        message = _day_differs(imprint.lunar_date, lunar)
        doubts.append(Doubt("lunar_date", message, None, imprint.lunar_date))
    return doubts


def _day_differs(printed: str, computed: str) -> Sentence:
    return _(
        "The masthead says %(printed)s, but that day is %(computed)s.",
        printed=printed,
        computed=computed,
    )


def _story_doubts(stories: Sequence[PrintedStory]) -> list[Doubt]:
    doubts = []
    seen: set[str] = set()
    for story in stories:
        if story.jump:
            message = _(
                "“%(headline)s” says %(jump)s, but the text has no continuation.",
                headline=story.headline,
                jump=story.jump.text,
            )
            doubts.append(Doubt("jump_without_continuation", message, story.id, story.jump.text))
        if not story.headline:
            start = "".join(story.paragraphs)[:20]
            doubts.append(
                Doubt(
                    "no_headline", _("“%(start)s…” has no headline.", start=start), story.id, start
                )
            )
        if not story.paragraphs:
            message = _("“%(headline)s” has no copy.", headline=story.headline)
            doubts.append(Doubt("no_copy", message, story.id, story.headline))
        if story.headline and story.headline in seen:
            message = _("“%(headline)s” occurs twice.", headline=story.headline)
            doubts.append(Doubt("duplicate_headline", message, story.id, story.headline))
        seen.add(story.headline)
    return doubts
