"""Rectangles and transformations of a PDF page: points, y upwards (ISO 32000-1, 8.3)."""

from __future__ import annotations

import math

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The transformation that does ``first``, and ``then`` the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def around(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """The upright rectangle about a transformed one."""
    a, b, c, d, e, f = matrix
    xs = (a * left, a * right), (c * bottom, c * top)
    ys = (b * left, b * right), (d * bottom, d * top)
    return (
        min(xs[0]) + min(xs[1]) + e,
        min(ys[0]) + min(ys[1]) + f,
        max(xs[0]) + max(xs[1]) + e,
        max(ys[0]) + max(ys[1]) + f,
    )


def shared(one: Box, other: Box) -> Box:
    """What two rectangles have in common; turned inside out when that is nothing."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def meet(one: Box, other: Box) -> bool:
    left, bottom, right, top = shared(one, other)
    return left < right and bottom < top
