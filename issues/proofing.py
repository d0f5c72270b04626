"""Proofs of pages 大样 and the signatures under them, bound to what was printed.

A signature is good for the state of the page that was signed. Whether it still stands is found by
comparing, never stored: a page that goes back to what was signed has its signature again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.auditing import Actor, account, name_of, record, require
from articles.models import ArticlePhoto
from issues.advertising import sizes_of
from issues.composing import current_plan, is_current
from issues.dummy import CompositionError, read_dummy
from issues.houserules import unkept
from issues.mastheads import folios, look_of, masthead_words
from issues.models import EditionFile, Issue, Masthead, Page, PageLayout, PageSignoff, Proof
from issues.newer import newer_copy
from issues.spreads import own_pages
from newsroom.layout.geometry import TABLOID, PageGrid
from newsroom.layout.plan import page_from_json
from newsroom.press.art import ArtError
from newsroom.press.compare import Change, PrintedPage, compare_pages

SIGNS = "issues.sign_page"
SIGNS_AS_CHIEF = "issues.release_issue"
JUDGED = ("score", "violations")  # what a layout says of itself is not printed
FOOT = ("address", "printer", "print_run", "price", "distribution_to", "editors")
MOST_REASON = PageSignoff._meta.get_field("withdrawn_reason").max_length or 200

JSON = dict[str, Any]
State = Literal["open", "signed", "lost"]


class SigningRefusedError(Exception):
    """The page cannot be signed as it stands; ``str()`` says what to do."""


@dataclass(frozen=True)
class Signature:
    """A stage of a page's proofs. ``lost``: the page was changed after it was signed."""

    stage: PageSignoff.Stage
    state: State
    signoff: PageSignoff | None = None


@dataclass(frozen=True)
class PageProofs:
    """A page's proofs, newest first, and its signatures as they stand."""

    page: Page
    proofs: tuple[Proof, ...]
    signatures: tuple[Signature, ...]
    is_proofed: bool  # the newest proof shows the page as it stands

    @property
    def newest(self) -> Proof | None:
        return self.proofs[0] if self.proofs else None

    @property
    def signed(self) -> list[Signature]:
        return [s for s in self.signatures if s.state == "signed"]

    @property
    def lost(self) -> list[Signature]:
        return [s for s in self.signatures if s.state == "lost"]


def printed_pages(issue: Issue, by_number: Mapping[int, PageLayout]) -> dict[int, JSON]:
    """What each page prints besides its layout: furniture in words, pictures by their hashes."""
    masthead = issue.masthead
    if masthead is None or not by_number:
        return {}
    count = sum(layout.across for layout in by_number.values())
    words = {
        name: value
        for name, value in asdict(masthead_words(issue, masthead, count)).items()
        if value and name != "language"
    }
    try:
        design = look_of(masthead).key
    except ArtError:
        design = masthead.page_design
    heads, inks = folios(issue), dict(issue.pages.values_list("number", "inks"))
    pictures = _picture_hashes(by_number.values())
    first, last = min(by_number), max(by_number)
    found = {}
    for number, layout in by_number.items():
        furniture = {"design": design, "inks": "black" if issue.mourning else inks[number]}
        if number == first:
            furniture |= {name: word for name, word in words.items() if name not in FOOT}
        elif number in heads:
            furniture |= {n: str(w) for n, w in asdict(heads[number]).items() if w}
        for other in range(number + 1, number + layout.across):
            right = asdict(heads[other]) if other in heads else {}
            furniture |= {f"right_{n}": str(w) for n, w in right.items() if w}
        if number == last:
            furniture |= {name: word for name, word in words.items() if name in FOOT}
        shown = {key: pictures.get(key, "") for key in _picture_ids(layout)}
        set_in = _setting(masthead, layout)
        found[number] = {"furniture": furniture, "pictures": shown, "setting": set_in}
    return found


def _setting(masthead: Masthead, layout: PageLayout) -> JSON:
    """The same plan on another sheet, in other faces or spread otherwise is another page."""
    rules = masthead.line_rules
    spread = {"justified": rules.justified, "solid_numbers": rules.solid_numbers}
    return {"grid": asdict(masthead.grid), "fonts": layout.fonts, "lines": spread}


def _picture_ids(layout: PageLayout) -> list[str]:
    return [
        *(photo["photo_id"] for module in layout.plan["modules"] for photo in module["photos"]),
        *(frame["artwork_id"] for frame in layout.plan.get("artwork", ())),
    ]


def _picture_hashes(layouts: Iterable[PageLayout]) -> dict[str, str]:
    """Of each picture its file and the point it is cropped about."""
    layouts = list(layouts)
    keys = [key for layout in layouts for key in _picture_ids(layout) if key.isdigit()]
    uses = ArticlePhoto.objects.select_related("photo").filter(pk__in=keys)
    told = {str(u.pk): f"{u.photo.sha256}-{u.focal_x}-{u.focal_y}" for u in uses}
    sold = sizes_of(current_plan(layouts))
    return told | {key: size.photo.sha256 for key, size in sold.items()}


def digest_of(layout: PageLayout, printed: JSON) -> str:
    plan = {key: value for key, value in layout.plan.items() if key not in JUDGED}
    text = json.dumps([plan, printed], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def keep_proofs(
    issue: Issue,
    number: int,
    file: EditionFile,
    layouts: Mapping[int, PageLayout],
    printed: Mapping[int, JSON],
) -> None:
    """Remember what each page of an exported proof shows: those in ``printed``.

    ``printed`` is read before the pages are painted. What somebody changes meanwhile then leaves
    the proof behind the page, never a page that passes for one that was proofed.
    """
    Proof.objects.bulk_create(
        Proof(
            issue=issue,
            page_number=at,
            number=number,
            layout=layouts[at],
            file=file,
            printed=told,
            digest=digest_of(layouts[at], told),
        )
        for at, told in printed.items()
    )


def read_pages(issue: Issue) -> frozenset[int]:
    """Numbers of the pages signed for the third time as they stand: 清样 is next."""
    third = PageSignoff.Stage.THIRD
    states = page_proofs(issue).items()
    return frozenset(at for at, s in states if any(one.stage == third for one in s.signed))


def page_proofs(issue: Issue) -> dict[int, PageProofs]:
    """Proofs and signatures of every page, in a number of queries that does not grow."""
    pages = list(issue.pages.select_related("current_layout"))
    layouts = {page.number: page.current_layout for page in pages if page.current_layout}
    now = {} if issue.is_closed else _digests(issue, layouts)
    proofs: dict[int, list[Proof]] = defaultdict(list)
    for proof in issue.proofs.select_related("file"):
        proofs[proof.page_number].append(proof)
    standing: dict[int, dict[str, PageSignoff]] = defaultdict(dict)
    rows = PageSignoff.objects.filter(page__issue=issue, withdrawn_at__isnull=True)
    for signoff in rows.select_related("proof"):
        standing[signoff.page_id][signoff.stage] = signoff
    return {
        page.number: _page_proofs(
            *(page, proofs[page.number], standing[page.pk]),
            now=None if issue.is_closed else now.get(page.number, ""),
        )
        for page in own_pages(pages)
    }


def _digests(issue: Issue, layouts: Mapping[int, PageLayout]) -> dict[int, str]:
    printed = printed_pages(issue, layouts)
    return {at: digest_of(layouts[at], told) for at, told in printed.items()}


def _page_proofs(
    page: Page, proofs: list[Proof], standing: Mapping[str, PageSignoff], now: str | None
) -> PageProofs:
    """``now`` is the digest of the page as it stands, None once it is published for good."""
    signatures = []
    for stage in PageSignoff.Stage:
        signoff = standing.get(stage)
        state: State = "open"
        if signoff is not None:
            state = "signed" if now in {None, signoff.proof.digest} else "lost"
        signatures.append(Signature(stage, state, signoff))
    newest = proofs[0] if proofs else None
    is_proofed = newest is not None and now in {None, newest.digest}
    return PageProofs(page, tuple(proofs), tuple(signatures), is_proofed)


def sign_page(page: Page, stage: str, *, by: Actor, read: int | None = None) -> PageSignoff:
    """Sign the newest proof of a page. Raises `SigningRefusedError`.

    ``read`` is the number of the proof that the signer has read: a newer one is not signed unseen.
    """
    require(by, SIGNS)
    if stage not in PageSignoff.Stage.values:
        raise SigningRefusedError(_("There is no such stage: load the page again."))
    if stage == PageSignoff.Stage.CHIEF:
        require(by, SIGNS_AS_CHIEF)
    proof, lost = _signable(page, stage)
    if read not in {None, proof.number}:
        raise SigningRefusedError(
            _("Proof %(proof)s was made meanwhile: read it, then sign.") % {"proof": proof.number}
        )
    try:
        with transaction.atomic():
            if lost is not None:
                _withdraw(
                    lost, _("The page was changed after proof %(n)s.") % {"n": lost.proof.number}
                )
            signoff = PageSignoff.objects.create(
                page=page, stage=stage, proof=proof, signer=name_of(by), signed_by=account(by)
            )
            facts = {"page": page.number, "stage": stage, "proof": proof.number}
            record(by, "sign_page", page.issue, digest=proof.digest, **facts)
    except IntegrityError as error:
        raise SigningRefusedError(
            _("Somebody has just signed here: load the page again.")
        ) from error
    return signoff


def _signable(page: Page, stage: str) -> tuple[Proof, PageSignoff | None]:
    """The proof to sign, and a signature it takes the place of."""
    issue = page.issue
    if issue.is_closed:
        raise SigningRefusedError(_("The issue is published: its pages are as they were printed."))
    _refuse_newer_copy(page)
    if broken := unkept(issue, [page.number]):
        raise SigningRefusedError(broken[0])
    state = page_proofs(issue)[page.number]
    if state.newest is None or not state.is_proofed:
        raise SigningRefusedError(
            _("No proof shows page %(page)s as it stands: export a proof, read it, then sign.")
            % {"page": page.number}
        )
    [signature] = [s for s in state.signatures if s.stage == stage]
    if signature.state == "signed" and signature.signoff:
        raise SigningRefusedError(
            _("%(signer)s has signed here already.") % {"signer": signature.signoff.signer}
        )
    return state.newest, signature.signoff


def _refuse_newer_copy(page: Page) -> None:
    """By name where a story of the page moved on; else where anything else of the issue did."""
    issue = page.issue
    try:
        dummy = read_dummy(issue)
    except CompositionError as error:
        raise SigningRefusedError(str(error)) from error
    newer = [one for one in newer_copy(issue, dummy) if one.page == page.number]
    if newer:
        raise SigningRefusedError(str(newer[0]))
    layouts = [p.current_layout for p in issue.pages.select_related("current_layout")]
    composed = [layout for layout in layouts if layout]
    if not is_current(dummy, composed):
        raise SigningRefusedError(
            _("Newer copy exists: compose the pages and export a proof, then sign.")
        )


def withdraw_signature(signoff: PageSignoff, reason: str, *, by: Actor) -> None:
    """Take a signature back. Raises `SigningRefusedError` when no reason is given."""
    require(by, SIGNS)
    if signoff.stage == PageSignoff.Stage.CHIEF:
        require(by, SIGNS_AS_CHIEF)
    if not reason.strip():
        raise SigningRefusedError(_("Write why the signature is taken back."))
    with transaction.atomic():
        if not _withdraw(signoff, reason.strip()):
            raise SigningRefusedError(_("The signature was taken back already."))
        facts = {"page": signoff.page.number, "stage": signoff.stage, "reason": reason.strip()}
        record(by, "withdraw_signature", signoff.page.issue, **facts)


def _withdraw(signoff: PageSignoff, reason: str) -> bool:
    """Whether it stood until now."""
    standing = PageSignoff.objects.filter(pk=signoff.pk, withdrawn_at__isnull=True)
    return bool(standing.update(withdrawn_at=timezone.now(), withdrawn_reason=reason[:MOST_REASON]))


def compare_proofs(old: Proof, new: Proof) -> tuple[Change, ...]:
    """What changed between two proofs of one page."""
    return compare_pages(_printed(old), _printed(new), grid_of(new))


def grid_of(proof: Proof) -> PageGrid:
    """The grid that the proof was printed on."""
    told = proof.printed.get("setting")  # the first proofs ever kept have none
    grid = PageGrid(**told["grid"]) if told else TABLOID
    return page_from_json(proof.layout.plan).on(grid)


def _printed(proof: Proof) -> PrintedPage:
    plan = page_from_json(proof.layout.plan)
    told = proof.printed
    return PrintedPage(plan, told["pictures"], told["furniture"], told.get("setting", {}), FOOT)
