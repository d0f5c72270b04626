"""Numbered issues, their pages, and what was printed. Stands on `articles`."""

from issues.models.artwork import Artwork, ArtworkSize, Booking
from issues.models.files import EditionFile, PublishedArticle
from issues.models.houserules import HouseRuleOverride
from issues.models.issues import Issue, Page
from issues.models.jobs import Job
from issues.models.layouts import PageLayout, PagePresence, Placement
from issues.models.mastheads import (
    BreakingLevel,
    Masthead,
    PdfStandard,
    PressProcess,
    weekly_on_friday,
)
from issues.models.proofs import PageSignoff, Proof
from issues.models.releases import Release, ReleasedPage

__all__ = [
    "Artwork",
    "ArtworkSize",
    "Booking",
    "BreakingLevel",
    "EditionFile",
    "HouseRuleOverride",
    "Issue",
    "Job",
    "Masthead",
    "Page",
    "PageLayout",
    "PagePresence",
    "PageSignoff",
    "PdfStandard",
    "Placement",
    "PressProcess",
    "Proof",
    "PublishedArticle",
    "Release",
    "ReleasedPage",
    "weekly_on_friday",
]
