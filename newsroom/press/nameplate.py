"""What a paper says about itself on its pages, and how display type is measured for it.

Nothing here is invented: every character comes from `MastheadCopy` or `Folio`, or is the page's
own number. Values may be empty; what is missing leaves no hole.
"""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.copydesk.languages import label, main_language
from newsroom.copydesk.sentence import sentence as _
from newsroom.layout.linebreak import painted
from newsroom.layout.metrics import TypeBook
from newsroom.layout.plan import FontRole

# Red is two inks (M and Y): no type under 14 pt and no rule under 1 pt may be red.
SMALLEST_RED = 14.0
SMALLEST_TYPE = 7.0
SMALLEST_REVERSED = 10.0  # Hei, white out of a bar
HAIRLINE = 0.3


IMPRINT_LABELS = {
    "zh": (
        ("address", "地址"),
        ("printer", "印刷"),
        ("print_run", "印数"),
        ("price", "定价"),
        ("distribution_to", "发送对象"),
        ("editors", "责任编辑"),
    ),
    "ja": (
        ("address", "所在地"),
        ("printer", "印刷"),
        ("print_run", "部数"),
        ("price", "定価"),
        ("distribution_to", "配布先"),
        ("editors", "編集"),
    ),
    "en": (
        ("address", "Address"),
        ("printer", "Printed by"),
        ("print_run", "Print run"),
        ("price", "Price"),
        ("distribution_to", "Distributed to"),
        ("editors", "Editors"),
    ),
}


class SheetError(Exception):
    """The sheet cannot be laid out; ``str()`` is one sentence for a person."""


@dataclass(frozen=True)
class MastheadCopy:
    """What page one says about the publication and this issue, in the words to be printed."""

    name: str
    latin_name: str = ""
    publisher: str = ""
    permit: str = ""
    distribution: str = ""
    hotline: str = ""
    hotline_label: str = ""
    year_month: str = ""  # 2020年2月
    day: str = ""  # 29
    weekday: str = ""
    lunar_date: str = ""
    year_number_line: str = ""  # 第7期
    number_line: str = ""  # 总第634期
    page_count_line: str = ""  # 本期共2版
    ear_left: str = ""
    ear_right: str = ""
    address: str = ""
    printer: str = ""
    print_run: str = ""  # 12000份
    price: str = ""
    distribution_to: str = ""
    editors: str = ""
    language: str = "zh-hans"

    @property
    def is_square(self) -> bool:
        """Whether its own words are Chinese or Japanese, with ideographic spaces between them."""
        return main_language(self.language) in ("zh", "ja")

    @property
    def issue_line(self) -> str:
        """第7期（总第634期）: both numbers, or the one there is."""
        if not (self.year_number_line and self.number_line):
            return self.year_number_line or self.number_line
        bracketed = f"（{self.number_line}）" if self.is_square else f" ({self.number_line})"
        return self.year_number_line + bracketed

    @property
    def facts(self) -> tuple[str, ...]:
        """The lines beside the date."""
        lines = (self.lunar_date, self.issue_line, self.distribution, self.hotline_line)
        return tuple(line for line in lines if line)

    @property
    def hotline_line(self) -> str:
        space = "　" if self.is_square else " "
        return space.join(part for part in (self.hotline_label, self.hotline) if part)

    @property
    def imprint(self) -> tuple[str, ...]:
        """What the law wants said and page one does not say, each with its label."""
        labels = IMPRINT_LABELS.get(main_language(self.language), IMPRINT_LABELS["en"])
        mark = "：" if self.is_square else ": "
        said = ((label(words, self.language), getattr(self, name)) for name, words in labels)
        return tuple(words + mark + value for words, value in said if value)

    @property
    def whole_imprint(self) -> tuple[str, ...]:
        """The same for a block that stands alone: publisher and permit again, then the rest."""
        again = (self.name, self.publisher, self.permit, self.distribution, self.hotline_line)
        return (*(line for line in again if line), *self.imprint)

    def own_number(self, page: int, *others: int) -> str:
        """Of a page, or of all pages that a double page lies on."""
        numbers = [str(number) for number in (page, *others)]
        if main_language(self.language) == "ja":
            return f"{'・'.join(numbers)}面"
        if self.is_square:
            return f"第{'、'.join(numbers)}版"
        return f"{'Pages' if others else 'Page'} {'–'.join(numbers)}"


@dataclass(frozen=True)
class Folio:
    """The line at the head of a page: 2　综合　　滨江新闻　2020年2月29日　星期六."""

    number: int
    name: str = ""
    publication: str = ""
    date_line: str = ""
    editor: str = ""  # 责任编辑：林晓


class Setter:
    """Measures and fits lines of display type in the faces of a publication."""

    def __init__(self, book: TypeBook) -> None:
        self._book = book

    def width(self, text: str, font: FontRole, size: float, tracking: float = 0.0) -> float:
        """Points the line takes at most; squeezed punctuation makes it shorter, never longer."""
        line = painted(text)
        face = self._book[font]
        ems = sum(0.25 if char == "\u2005" else face.advance(char) for char in line)
        return ems * size + max(0, len(line) - 1) * tracking

    def fitted(
        self, text: str, font: FontRole, size: float, width: float, smallest: float = SMALLEST_TYPE
    ) -> float:
        """The largest size up to ``size`` at which ``text`` fits. Raises `SheetError`."""
        natural = self.width(text, font, 1.0)
        fit = min(size, width / natural) if natural else size
        if fit < smallest:
            raise SheetError(
                _(
                    "“%(text)s” does not fit the page head at %(size)s pt: "
                    "shorten it, or choose a wider page format.",
                    text=text,
                    size=f"{smallest:g}",
                )
            )
        return fit
