"""PDFs made by hand, object by object, to be bad in one way."""

import io
from random import Random

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image


def picture(document, mode="L", size=(60, 60), colour: object = 0, noise=0, **changes):
    """A JPEG picture as an object; CMYK the way Adobe writes it, turned over by Decode."""
    image = Image.new(mode, size, colour)  # type: ignore[arg-type]
    if noise:
        image = Image.frombytes(mode, size, Random(noise).randbytes(len(image.tobytes())))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=95)
    space = {"L": Name.DeviceGray, "CMYK": Name.DeviceCMYK, "RGB": Name.DeviceRGB}[mode]
    made = Stream(document, buffer.getvalue(), Type=Name.XObject, Subtype=Name.Image)
    made.Filter, made.ColorSpace, made.BitsPerComponent = Name.DCTDecode, space, 8
    made.Width, made.Height = size
    if mode == "CMYK":
        made.Decode = Array([1, 0, 1, 0, 1, 0, 1, 0])
    for key, value in changes.items():
        made[Name("/" + key)] = value
    return document.make_indirect(made)


def resources(document, **more):
    """A font nobody embedded, and whatever a test asks for."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    font.FirstChar, font.Widths = 32, Array([500] * 95)
    return Dictionary(Font=Dictionary(F=font), **more)


def drawn(content: bytes, *, size=(300, 200), **more) -> pikepdf.Pdf:
    """A document of one page that draws ``content``."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=size)
    page.obj.Resources = resources(document, **more)
    page.obj.Contents = Stream(document, content)
    return document


def form(document, content: bytes, **more):
    made = Stream(document, content, Type=Name.XObject, Subtype=Name.Form)
    made.BBox = Array([0, 0, 300, 200])
    made.Resources = resources(document, **more)
    return document.make_indirect(made)


def as_bytes(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
