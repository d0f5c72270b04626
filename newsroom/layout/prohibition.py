"""What a publication lets stand at the beginning and end of a line, and how full its lines are.

W3C "Requirements for Chinese Text Layout" (clreq), 3.1.3 Prohibition Rules for Line Start and Line
End, has three levels that build on each other:

* *basic*: no pause or stop mark, closing mark, connector, interpunct or solidus begins a line; no
  opening mark ends one.
* *GB* (GB/T 15834-2011): nor does a solidus end a line.
* *strict*: nor does a two-em dash or an ellipsis begin a line.

For Japanese the same names mean the levels of JIS X 4051 as CSS has them: small kana and the
prolonged sound mark begin no line in *strict*, and may in the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from newsroom.copydesk.languages import is_square, main_language

Level = Literal["basic", "gb", "strict"]

SOLIDUS = "/／"
LONG_MARKS = "—…⋯⸺⸻―"  # dash and ellipsis: two em, in one piece
SMALL_KANA = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー"


@dataclass(frozen=True)
class LineRules:
    """How a publication sets its lines. The defaults are those of a paper in simplified Chinese.

    ``solid_numbers``: no quarter em between Han and a plain number. ``justified``: lines are spread
    to the measure; else they end ragged. ``hyphenated``: Latin words may be divided. ``hanging``: a
    pause or stop mark stands outside the measure at the end of a full line (clreq 3.1.7).
    ``condensed``: where a line would be loose to the eye, the next word may be taken in by making
    all characters a hair narrower.
    """

    level: Level = "gb"
    language: str = "zh-hans"
    solid_numbers: bool = True
    justified: bool = True
    hyphenated: bool = True
    hanging: bool = False
    condensed: bool = True

    @property
    def is_japanese(self) -> bool:
        return main_language(self.language) == "ja"

    @property
    def is_square(self) -> bool:
        """Whether the paper is set in square characters: its quotation marks are square, too."""
        return is_square(self.language)

    @property
    def first_indent_em(self) -> float:
        """Of a paragraph: two characters in Chinese (clreq 3.4), else one em."""
        return 2.0 if main_language(self.language) == "zh" else 1.0

    @property
    def for_captions(self) -> LineRules:
        """The same for lines that hold nothing but their own characters."""
        return _for_captions(self)

    def may_start(self, char: str) -> bool:
        """Whether a line may begin with a mark that the strict rules keep away from there."""
        if char in LONG_MARKS:
            return self.level != "strict"
        return self.is_japanese and self.level != "strict" and char in SMALL_KANA

    def may_end(self, char: str) -> bool:
        """Whether a line may end with a solidus."""
        return self.level == "basic" and char in SOLIDUS


@cache
def _for_captions(rules: LineRules) -> LineRules:
    return replace(rules, hyphenated=False, hanging=False, condensed=False)


PLAIN = LineRules()
