"""What the language of a paper decides for the few words the press prints by itself.

Copy is never converted: only labels of our own are written in traditional characters.
"""

from __future__ import annotations

from dataclasses import dataclass

SQUARE = ("zh", "ja", "ko")  # written in square characters
TRADITIONAL_TAGS = ("hant", "tw", "hk", "mo")

# The characters of our labels that have another form.
_TRADITIONAL = str.maketrans(
    "总责编辑转发对价数样缩栏签时闰号单张续载换间", "總責編輯轉發對價數樣縮欄簽時閏號單張續載換間"
)


def main_language(language: str) -> str:
    """``zh`` of ``zh-Hant-TW``."""
    return language.replace("_", "-").partition("-")[0].lower()


def is_square(language: str) -> bool:
    """Whether it is set in square characters, with ideographic spaces and full-width marks."""
    return main_language(language) in SQUARE


def is_traditional(language: str) -> bool:
    tags = language.replace("_", "-").lower().split("-")
    return tags[0] == "zh" and any(tag in TRADITIONAL_TAGS for tag in tags[1:])


def label(text: str, language: str) -> str:
    """A Chinese label of ours in the script of the paper."""
    return text.translate(_TRADITIONAL) if is_traditional(language) else text


@dataclass(frozen=True)
class IssueWords:
    """How a paper says its numbers: each with its place for them."""

    year_number: str = "第{}期"
    number: str = "总第{}期"
    pages: str = "本期共{}版"
    run: str = "{}份"
    editor: str = "责任编辑：{}"
    between: str = "、"


_WORDS = {
    "zh": IssueWords(),
    "ja": IssueWords("第{}号", "通巻{}号", "全{}面", "{}部", "編集：{}"),
}
_ENGLISH = IssueWords("No. {}", "Issue {}", "{} pages", "{:,}", "Editor: {}", ", ")


def issue_words(language: str) -> IssueWords:
    """Those of the language; English where we know no others."""
    words = _WORDS.get(main_language(language), _ENGLISH)
    if not is_traditional(language):
        return words
    return IssueWords(*(label(text, language) for text in vars(words).values()))
