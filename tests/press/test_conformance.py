"""The rules of PDF/UA-1 and PDF/A-2u find what they claim to find: each file is broken once."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from newsroom.press.conformance import conformance_faults
from tests.press import reading_room as library


def said(edit, pdf=None, archive=True):
    """What the rules say of the archive's file after ``edit(document)``."""
    with library.opened(pdf or library.pictures_pdf("archive")) as document:
        edit(document)
        out = io.BytesIO()
        document.save(out)
    return {str(fault.detail) for fault in conformance_faults(out.getvalue(), archive=archive)}


def tagged(document, kind):
    return next(o for o in document.objects if isinstance(o, Dictionary) and o.get("/S") == kind)


@pytest.mark.parametrize("edition", [library.jumping_pdf, library.pictures_pdf])
def test_our_files_keep_both_standards(edition):
    assert conformance_faults(edition("web")) == ()
    assert conformance_faults(edition("archive"), archive=True) == ()


def test_a_file_for_the_web_is_no_archive_file():
    faults = conformance_faults(library.jumping_pdf("web"), archive=True)

    assert any("PDF/A-2u" in fault.detail for fault in faults)


def drop(*path):
    def edit(document):
        holder = document.Root
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return edit


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (("/Lang",), "no language"),
        (("/StructTreeRoot",), "no structure tree"),
        (("/MarkInfo", "/Marked"), "not marked as tagged"),
        (("/ViewerPreferences", "/DisplayDocTitle"), "the title is not shown"),
        (("/Metadata",), "no claim to be PDF/UA-1"),
        (("/OutputIntents",), "no output intent with a profile"),
    ],
)
def test_what_the_document_must_say_of_itself(path, what):
    assert any(what in fault for fault in said(drop(*path)))


def silent_figure(document):
    tagged(document, "/Figure").Alt = String("  ")


def heading_skipped(document):
    tagged(document, "/H2").S = Name("/H4")


def element_lost(document):
    del tagged(document, "/Sect").K[-1]


def content_twice(document):
    section = tagged(document, "/Sect")
    section.K.append(section.K[-1])


def wrong_way_back(document):
    numbers = document.Root.StructTreeRoot.ParentTree.Nums
    numbers[1][0] = numbers[1][-1]


def loose_drawing(document):
    document.pages[0].contents_add(b"0 g 10 10 20 20 re f")


def font_without_characters(document):
    fonts = [o for o in document.objects if isinstance(o, Dictionary) and "/DescendantFonts" in o]
    del fonts[0]["/ToUnicode"]


def font_not_inside(document):
    for thing in document.objects:
        if isinstance(thing, Dictionary):
            for key in ("/FontFile2", "/FontFile3"):
                if key in thing:
                    del thing[key]


def press_ink(document):
    document.pages[0].contents_add(b"/Artifact BMC 0 1 1 0 k 10 10 20 20 re f EMC")


def cmyk_picture(document):
    for image in document.pages[0].get_images().values():
        image.ColorSpace = Name.DeviceCMYK


def interpolated_picture(document):
    for image in document.pages[0].get_images().values():
        image.Interpolate = True


def action_on_a_page(document):
    document.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named))


def action_when_opened(document):
    document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])


def another_title(document):
    document.docinfo["/Title"] = "another"


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (silent_figure, "without alternative text"),
        (heading_skipped, "a level of headings left out"),
        (element_lost, "content that no element has"),
        (content_twice, "content in two elements"),
        (wrong_way_back, "does not lead to its element"),
        (loose_drawing, "neither tagged nor ornament"),
        (font_without_characters, "no characters told"),
        (font_not_inside, "is not embedded"),
        (press_ink, "press inks without a profile"),
        (cmyk_picture, "press inks without a profile"),
        (interpolated_picture, "interpolated"),
        (action_on_a_page, "may not be there (AA)"),
        (action_when_opened, "an action when it is opened"),
        (another_title, "two different titles"),
    ],
)
def test_a_file_broken_in_one_way(edit, what):
    faults = said(edit)

    assert any(what in fault for fault in faults)
    assert len({fault.partition(":")[0] for fault in faults}) <= 2


def unspoken_link(document):
    del document.pages[0].Annots[0].Contents


def unreached_link(document):
    document.pages[0].obj.Tabs = Name.R


def link_without_element(document):
    link = tagged(document, "/Link")
    link.K = Array([kid for kid in link.K if isinstance(kid, int) or "/Obj" not in kid])


def hidden_link(document):
    document.pages[0].Annots[0].F = 2


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (unspoken_link, "a link without words"),
        (unreached_link, "not reached in reading order"),
        (link_without_element, "no Link element has"),
        (hidden_link, "a link that is not printed"),
    ],
)
def test_a_link_broken_in_one_way(edit, what):
    assert any(what in fault for fault in said(edit, library.jumping_pdf("archive")))


def test_an_encrypted_file_is_no_archive_file():
    with library.opened(library.jumping_pdf("archive")) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="x", user=""))

    faults = conformance_faults(out.getvalue(), archive=True)

    assert any("encrypted" in fault.detail for fault in faults)
