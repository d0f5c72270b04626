"""An invented edition of four pages with a double page in its middle."""

from functools import lru_cache
from random import Random

from newsroom.layout.plan import CopyItem, EditionPlan, PagePlan
from tests.layout.composing import compose
from tests.layout.stories import make_edition, make_item, make_photo


def feature() -> CopyItem:
    """A long story with a large picture, as an editor puts it on the centre pages."""
    rng = Random(5)
    wishes = {"photos": (make_photo(rng, "large"),), "page": 2, "may_jump": False}
    return make_item(rng, "feature", "major", characters=2200, subheads=True, **wishes)


@lru_cache(maxsize=1)
def items() -> tuple[CopyItem, ...]:
    lead, *others = make_edition(3, 4)
    return (lead, feature(), *others[:18])


@lru_cache(maxsize=1)
def edition() -> EditionPlan:
    return compose(items(), page_count=4, spread=True)


def spread() -> PagePlan:
    return next(page for page in edition().pages if page.across == 2)
