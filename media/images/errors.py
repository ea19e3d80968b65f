"""Why an upload is not taken as a photo. Each has its own code and points at `/file`."""

from __future__ import annotations

from common.errors import Refusal


class ImageRefused(Refusal):
    """Base of the refusals below; nothing of the upload was kept."""

    code = "image_refused"
    status = 422
    title = "The photo cannot be taken"
    detail = "Send a JPEG, PNG or WebP photo."

    def __init__(self, detail: str | None = None) -> None:
        """Point at the upload's field, always called `file`."""
        super().__init__(detail, pointer="/file")


class ImageFileEmpty(ImageRefused):
    """A file without a byte."""

    code = "image_file_empty"
    title = "The file is empty"
    detail = "The file has no content. Choose the photo again and send it."


class ImageFileTooLarge(ImageRefused):
    """More bytes than a photo may have."""

    code = "image_file_too_large"
    status = 413
    title = "The photo file is too large"
    detail = "Send a photo of at most 15 MB."


class ImageFormatRefused(ImageRefused):
    """The content is no JPEG, PNG or WebP, whatever its name says."""

    code = "image_format_refused"
    title = "Not a JPEG, PNG or WebP photo"
    detail = "The file's content is not a JPEG, PNG or WebP photo. Export it as JPEG and send it again."


class ImagePixelsExceeded(ImageRefused):
    """More pixels than we decode."""

    code = "image_pixels_exceeded"
    title = "The photo has too many pixels"
    detail = "Send a photo of at most 50 megapixels."


class ImageAnimated(ImageRefused):
    """More than one frame."""

    code = "image_animated"
    title = "The image is animated"
    detail = "Send a still photo: animations are not shown."


class ImageDamaged(ImageRefused):
    """The file ends early or its parts do not fit together."""

    code = "image_damaged"
    title = "The photo file is damaged"
    detail = "The file is cut off or damaged. Take or export the photo again and send it."


class ImageTooComplex(ImageRefused):
    """A JPEG with so many progressive scans that decoding it would only burn time."""

    code = "image_too_complex"
    title = "The photo file is built in too many layers"
    detail = "The JPEG has too many progressive scans. Save it as an ordinary JPEG and send it again."
