"""Artwork for tests: advertisements of known size."""

from newsroom.layout.artwork import ArtSize, Artwork
from newsroom.layout.geometry import TABLOID, PageGrid


def aspect_of(columns: int, rows: int, grid: PageGrid = TABLOID) -> float:
    """The proportions of a picture that fills so many columns and rows."""
    height = rows * grid.leading_pt - (grid.leading_pt - grid.body_size_pt)
    return height / grid.width_of(columns)


def advertisement(name: str, columns: int, rows: int, **more) -> Artwork:
    """An advertisement whose picture is that large; its label takes a row more."""
    size = ArtSize(name, columns, aspect_of(columns, rows))
    return Artwork(name, (size,), label="广告", alt=f"{name}的画面", **more)


def notice(name: str, *sizes: tuple[int, int]) -> Artwork:
    """A public-service notice in several finished sizes."""
    made = tuple(ArtSize(f"{name}-{c}x{r}", c, aspect_of(c, r)) for c, r in sizes)
    return Artwork(name, made, nature="notice", alt=name)
