"""What a preflight says: one line a rule, in words a printer uses, and what it found against it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Literal

from newsroom.copydesk.sentence import Sentence
from newsroom.copydesk.sentence import sentence as _

State = Literal["pass", "warn", "fail"]
MOST_OF_A_KIND = 3  # findings of one rule on one page that are told one by one

LABELS: dict[str, Sentence] = {
    "readable": _("The file can be read"),
    "boxes": _("Trim, bleed and media boxes"),
    "live_area": _("No ink in the margin the press cannot print"),
    "inks": _("Each page in its own inks"),
    "total_ink": _("Total ink"),
    "resolution": _("Picture resolution"),
    "hairlines": _("Hairlines"),
    "coloured": _("Fine rules and small type in several inks"),
    "reversed": _("Small reversed type"),
    "overprint": _("Black overprints, nothing else does"),
    "fonts": _("Fonts embedded as subsets"),
    "transparency": _("No transparency"),
    "standard": _("The PDF standard, object by object"),
    "condition": _("Output condition"),
}


@dataclass(frozen=True)
class Check:
    """One line of the list. ``page`` 0 is the file as a whole; a passed rule has no detail."""

    id: str
    label: Sentence
    state: State
    page: int = 0
    detail: Sentence | None = None

    def as_json(self) -> dict[str, Any]:
        """English and, to be said in another language, the parts of it."""
        data: dict[str, Any] = {"id": self.id, "state": self.state, "page": self.page}
        data["label"] = str(self.label)
        if self.detail is not None:
            data |= {
                "detail": str(self.detail),
                "template": self.detail.template,
                "values": self.detail.values,
            }
        return data


@dataclass(frozen=True)
class Preflight:
    """The whole list, in a fixed order of rules; the file may be printed when `passed`."""

    checks: tuple[Check, ...]
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not self.failures

    @property
    def failures(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.state == "fail")

    @property
    def warnings(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.state == "warn")


class Findings:
    """Collects what is wrong; what nobody found wrong has passed."""

    def __init__(self) -> None:
        self._found: dict[str, list[Check]] = defaultdict(list)
        self._more: dict[tuple[str, int, State], int] = defaultdict(int)
        self.figures: dict[str, float] = {}

    def fail(self, rule: str, page: int, detail: Sentence) -> None:
        self._add(rule, "fail", page, detail)

    def warn(self, rule: str, page: int, detail: Sentence) -> None:
        self._add(rule, "warn", page, detail)

    def _add(self, rule: str, state: State, page: int, detail: Sentence) -> None:
        of_rule = self._found[rule]
        alike = [check for check in of_rule if (check.page, check.state) == (page, state)]
        if any(check.detail == detail for check in alike):
            return
        if len(alike) >= MOST_OF_A_KIND:
            self._more[rule, page, state] += 1
            return
        of_rule.append(Check(rule, LABELS[rule], state, page, detail))

    def result(self) -> Preflight:
        for (rule, page, state), number in self._more.items():
            said = _("… and %(number)s more of this kind on the page.", number=number)
            self._found[rule].append(Check(rule, LABELS[rule], state, page, said))
        checks: list[Check] = []
        for rule, label in LABELS.items():
            found = sorted(self._found[rule], key=lambda check: check.page)
            checks += found or [Check(rule, label, "pass")]
        return Preflight(tuple(checks), self.figures)
