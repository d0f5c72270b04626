"""Signatures under proofs: good for what was signed, and for nothing else."""

import pypdfium2
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from articles.models import Article, AuditEntry
from issues.arranging import drop_last_page
from issues.composing import compose_issue
from issues.models import Page, PageSignoff, Proof
from issues.printing import export_issue
from issues.proofing import (
    SigningRefusedError,
    compare_proofs,
    page_proofs,
    read_pages,
    sign_page,
    withdraw_signature,
)
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db
BODY = (
    "<p>渡口停航十一年，昨天早上七点重新开航。第一班船坐了四十二人，多数是去对岸上学的孩子。</p>"
    * 9
)
CHIEF, EDITOR = PageSignoff.Stage.CHIEF, PageSignoff.Stage.EDITOR


@pytest.fixture
def issue():
    publication = make_publication()
    made = make_issue(publication)
    place(make_article(publication, headline="渡船复航", body=BODY), made, page=1)
    place(make_article(publication, headline="湖堤夜练", body=BODY), made, page=2)
    return made


@pytest.fixture
def proofed(issue):
    export_issue(issue, "proof", by=None)
    return issue


def page(issue, number=1):
    return issue.pages.get(number=number)


def state(issue, stage, number=1):
    signatures = page_proofs(issue)[number].signatures
    return next(s for s in signatures if s.stage == stage).state


def write(headline, words):
    article = Article.objects.get(headline=headline)
    article.body = article.body.replace("四十二人", words, 1)
    article.version += 1
    article.save()


def test_a_proof_remembers_each_page_it_shows(proofed):
    assert [(p.page_number, p.number) for p in Proof.objects.all()] == [(1, 1), (2, 1)]
    state_of_page = page_proofs(proofed)[1]
    assert state_of_page.is_proofed
    assert Proof.objects.get(page_number=1).printed["furniture"]["name"] == "海港日报"


def test_a_page_is_signed_by_name_and_in_the_audit_trail(proofed):
    chief = person("lin")

    signoff = sign_page(page(proofed), CHIEF, by=chief)

    assert signoff.signer
    assert state(proofed, CHIEF) == "signed"
    assert state(proofed, CHIEF, number=2) == "open"
    assert AuditEntry.objects.filter(verb="sign_page").count() == 1


def test_a_page_without_a_proof_of_it_cannot_be_signed(issue):
    compose_issue(issue, by=None)

    with pytest.raises(SigningRefusedError, match="大样"):
        sign_page(page(issue), EDITOR, by=None)


def test_a_page_changed_after_it_was_signed_loses_the_signature_and_others_keep_it(proofed):
    for number in (1, 2):
        sign_page(page(proofed, number), EDITOR, by=None)
    write("渡船复航", "四十三人")
    compose_issue(proofed, by=None)

    assert state(proofed, EDITOR) == "lost"
    assert state(proofed, EDITOR, number=2) == "signed"


def test_newer_copy_is_not_signed_over(proofed):
    write("渡船复航", "四十三人")

    with pytest.raises(SigningRefusedError, match="新"):
        sign_page(page(proofed), EDITOR, by=None)


def test_a_page_name_is_part_of_what_is_signed(proofed):
    sign_page(page(proofed, 2), EDITOR, by=None)

    Page.objects.filter(issue=proofed, number=2).update(name="民生")

    assert state(proofed, EDITOR, number=2) == "lost"


@pytest.mark.parametrize(
    ("fact", "part"),
    [
        ({"top_margin_mm": 22}, "grid"),
        ({"trim_width_mm": 275}, "grid"),
        ({"font_roles": {"song": "hei"}}, "fonts"),
        ({"justified": False}, "lines"),
    ],
)
def test_the_same_words_on_another_sheet_or_in_another_face_are_signed_anew(proofed, fact, part):
    sign_page(page(proofed), EDITOR, by=None)

    proofed.publication.mastheads.update(**fact)
    export_issue(proofed, "proof", by=None)

    new, old = page_proofs(proofed)[1].proofs
    assert state(proofed, EDITOR) == "lost"
    assert ("form", part) in {(c.kind, c.part) for c in compare_proofs(old, new)}


def test_a_signature_stands_again_on_a_page_that_is_again_what_was_signed(proofed):
    sign_page(page(proofed), EDITOR, by=None)
    margin = proofed.masthead.top_margin_mm

    for wanted, width in (("lost", margin + 5), ("signed", margin)):
        proofed.publication.mastheads.update(top_margin_mm=width)
        assert state(proofed, EDITOR) == wanted


def test_a_lost_signature_is_given_again_on_the_next_proof(proofed):
    first = sign_page(page(proofed), EDITOR, by=None)
    write("渡船复航", "四十三人")
    export_issue(proofed, "proof", by=None)

    again = sign_page(page(proofed), EDITOR, by=None)

    first.refresh_from_db()
    assert (again.proof.number, first.withdrawn_at is not None) == (2, True)
    assert state(proofed, EDITOR) == "signed"


def test_a_stage_is_signed_once(proofed):
    sign_page(page(proofed), EDITOR, by=None)

    with pytest.raises(SigningRefusedError):
        sign_page(page(proofed), EDITOR, by=None)


def test_a_signature_is_taken_back_with_a_reason(proofed):
    signoff = sign_page(page(proofed), EDITOR, by=None)

    with pytest.raises(SigningRefusedError):
        withdraw_signature(signoff, "  ", by=None)
    withdraw_signature(signoff, "漏看了图片说明", by=None)

    assert state(proofed, EDITOR) == "open"


def test_a_signature_is_taken_back_once(proofed):
    signoff = sign_page(page(proofed), EDITOR, by=None)
    withdraw_signature(signoff, "漏看了图片说明", by=None)

    with pytest.raises(SigningRefusedError):
        withdraw_signature(signoff, "再收一次", by=None)

    assert AuditEntry.objects.filter(verb="withdraw_signature").count() == 1


def test_what_changes_while_a_proof_is_painted_is_not_passed_off_as_proofed(issue):
    def another_printer(step):
        if step == "painting":
            issue.publication.mastheads.update(printer="另一家印刷厂")

    export_issue(issue, "proof", by=None, step=another_printer)

    assert not page_proofs(issue)[2].is_proofed


def test_only_the_proof_that_was_read_is_signed(proofed):
    with pytest.raises(SigningRefusedError):
        sign_page(page(proofed), EDITOR, by=None, read=2)

    assert sign_page(page(proofed), EDITOR, by=None, read=1).proof.number == 1


def test_only_a_chief_editor_signs_as_one_and_a_reporter_not_at_all(proofed):
    editor, reporter = person("mei"), person("wang")

    sign_page(page(proofed), EDITOR, by=editor)
    for stage, somebody in ((CHIEF, editor), (EDITOR, reporter)):
        with pytest.raises(PermissionDenied):
            sign_page(page(proofed, 2), stage, by=somebody)


def test_two_proofs_of_a_page_are_compared(proofed):
    write("渡船复航", "四十三人")
    export_issue(proofed, "proof", by=None)
    new, old = page_proofs(proofed)[1].proofs

    changes = compare_proofs(old, new)

    assert [(c.kind, c.old, c.new) for c in changes] == [("words", "二", "三")]
    assert changes[0].before.endswith("坐了四十")
    assert compare_proofs(new, new) == ()


def test_the_state_of_all_pages_takes_a_flat_number_of_queries(
    proofed, django_assert_max_num_queries
):
    for number in (1, 2):
        sign_page(page(proofed, number), EDITOR, by=None)
    export_issue(proofed, "proof", by=None)

    with django_assert_max_num_queries(9):
        page_proofs(proofed)


def test_a_page_that_was_read_three_times_gets_its_last_proof(proofed):
    sign_page(page(proofed, 2), PageSignoff.Stage.THIRD, by=None)

    [proof, _small] = export_issue(proofed, "proof", by=None).files

    with pypdfium2.PdfDocument(settings.EDITION_ROOT / proof.path) as pdf:
        first, second = (sheet.get_textpage().get_text_bounded() for sheet in pdf)
    assert "大样" in first
    assert "清样" in second


def test_a_page_changed_after_the_third_reading_gets_no_last_proof(proofed):
    sign_page(page(proofed), PageSignoff.Stage.THIRD, by=None)
    sign_page(page(proofed, 2), PageSignoff.Stage.THIRD, by=None)

    write("渡船复航", "四十三人")
    compose_issue(proofed, by=None)

    assert read_pages(proofed) == {2}


def test_a_page_with_proofs_and_signatures_can_be_dropped(proofed):
    sign_page(page(proofed, 2), EDITOR, by=None)
    proofed.placements.filter(page__number=2).update(page=page(proofed, 1))

    drop_last_page(proofed, by=None)

    assert not Proof.objects.filter(page_number=2).exists()
