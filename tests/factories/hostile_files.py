"""Files that must be refused, made when a test asks for them; no binary lies in the repository."""

import io
import struct
import zlib

import pikepdf
from PIL import Image as Pillow
from PIL import ImageDraw


def photo(
    width: int = 640,
    height: int = 480,
    *,
    file_format: str = "JPEG",
    mode: str = "RGB",
    color: object = (180, 60, 30),
    **save: object,
) -> bytes:
    """A sound picture with some drawing on it."""
    image = Pillow.new(mode, (width, height), color)
    if mode == "RGB":
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0, width // 2, height // 2), fill=(20, 60, 120))
        draw.ellipse((width // 3, height // 3, width - 5, height - 5), fill=(230, 180, 40))
    buffer = io.BytesIO()
    image.save(buffer, file_format, **save)
    return buffer.getvalue()


def photo_with_metadata(width: int = 1200, height: int = 800, *, turned: int = 6, file_format: str = "JPEG") -> bytes:
    """A phone's photo: orientation, camera, GPS position of a weaver's home, XMP."""
    exif = Pillow.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "SECRETPHONE"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (26.0, 21.0, 12.0)
    gps[3], gps[4] = "E", (86.0, 4.0, 12.0)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><SECRETXMP/></x:xmpmeta>'
    extra = {"xmp": xmp} if file_format in {"JPEG", "WEBP"} else {}
    if file_format == "JPEG":
        extra["comment"] = b"SECRETCOMMENT"
    return photo(width, height, file_format=file_format, exif=exif.tobytes(), **extra)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One PNG chunk with its sum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that unpacks to width × height pixels."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\0" * ((width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", data) + png_chunk(b"IEND", b"")


def huge_jpeg(width: int = 30000, height: int = 30000) -> bytes:
    """A small JPEG whose header claims width × height pixels."""
    content = bytearray(photo(64, 64))
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(content)


def huge_webp(width: int = 16000, height: int = 16000) -> bytes:
    """A WebP of 30 bytes with an extended header that claims width × height pixels."""
    vp8x = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + (width - 1).to_bytes(3, "little")
    body = b"WEBP" + vp8x + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body)) + body


def animated(file_format: str) -> bytes:
    """Two frames as APNG, WebP or GIF."""
    frames = [Pillow.new("RGB", (80, 60), color) for color in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, file_format, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


def many_scans(count: int = 2000) -> bytes:
    """A progressive JPEG with one of its scans repeated `count` times."""
    content = photo(256, 256, progressive=True)
    start = content.index(b"\xff\xda", content.index(b"\xff\xda") + 2)
    end = content.index(b"\xff\xda", start + 2)
    return content[:start] + content[start:end] * count + content[start:]


def polyglot() -> bytes:
    """A sound JPEG with a web page behind it."""
    return photo(400, 300) + b"<html><script>alert(document.cookie)</script></html>"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) (r) file\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def pdf(pages: int = 1) -> bytes:
    """A sound PDF of empty A4 pages."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    return saved(made)


def saved(made: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    buffer = io.BytesIO()
    made.save(buffer, **options)
    return buffer.getvalue()


def pdf_with_script() -> bytes:
    """Runs JavaScript when opened."""
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
    return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_with_launch() -> bytes:
    """Starts a program when a link is followed."""
    made = pikepdf.new()
    made.add_blank_page()
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[0].obj.Annots = made.make_indirect(pikepdf.Array([link]))
    return saved(made)


def pdf_with_attachment() -> bytes:
    """Carries another file."""
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["payload.exe"] = b"MZ..."
    return saved(made)


def pdf_encrypted() -> bytes:
    """Asks for a password."""
    made = pikepdf.new()
    made.add_blank_page()
    return saved(made, encryption=pikepdf.Encryption(owner="owner", user="secret"))


def pdf_bomb(megabytes: int = 600) -> bytes:
    """An object stream that unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    block = b" " * 1_048_576
    data = b"".join([packer.compress(b"5 0 "), *(packer.compress(block) for _ in range(megabytes)), packer.flush()])
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places = []
    for body in (
        b"1 0 obj <</Type/Catalog/Pages 2 0 R/X 5 0 R>> endobj\n",
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n",
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n",
        b"4 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>> stream\n" % len(data)
        + data
        + b"\nendstream endobj\n",
    ):
        places.append(out.tell())
        out.write(body)
    xref = out.tell()
    rows = b"\0\0\0\0\0\0\0" + b"".join(b"\1" + struct.pack(">I", at) + b"\0\0" for at in places)
    rows += b"\2" + struct.pack(">I", 4) + b"\0\0" + b"\1" + struct.pack(">I", xref) + b"\0\0"
    out.write(b"6 0 obj <</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>> stream\n" % len(rows) + rows)
    out.write(b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % xref)
    return out.getvalue()
