"""Why a paper is not taken. Each has its own code and points at `/file`."""

from __future__ import annotations

from common.errors import Refusal


class DocumentRefused(Refusal):
    """Base of the refusals below; nothing of the upload was kept."""

    code = "document_refused"
    status = 422
    title = "The document cannot be taken"
    detail = "Send a PDF, JPEG or PNG."

    def __init__(self, detail: str | None = None) -> None:
        """Point at the upload's field, always called `file`."""
        super().__init__(detail, pointer="/file")


class DocumentEmpty(DocumentRefused):
    """A file without a byte."""

    code = "document_empty"
    title = "The file is empty"
    detail = "The file has no content. Choose the document again and send it."


class DocumentTooLarge(DocumentRefused):
    """More bytes than a paper may have."""

    code = "document_too_large"
    status = 413
    title = "The document is too large"
    detail = "Send a document of at most 10 MB."


class DocumentFormatRefused(DocumentRefused):
    """The content is no PDF, JPEG or PNG, whatever its name says."""

    code = "document_format_refused"
    title = "Not a PDF, JPEG or PNG"
    detail = "The file's content is not a PDF, JPEG or PNG. Scan or export the paper as PDF and send it again."


class DocumentImageUnfit(DocumentRefused):
    """A scanned page that cannot be taken as a picture."""

    code = "document_image_unfit"
    title = "The scanned page cannot be read"
    detail = "The picture is damaged, animated or larger than 50 megapixels. Scan or photograph the paper again."


class PdfUnreadable(DocumentRefused):
    """Begins like a PDF but is none that a reader could open within our limits."""

    code = "pdf_unreadable"
    title = "The PDF cannot be read"
    detail = "The PDF is damaged or far too complex. Export it again, or send a scan or photo of the paper."


class PdfEncrypted(DocumentRefused):
    """Reviewers could not open it."""

    code = "pdf_encrypted"
    title = "The PDF is protected by a password"
    detail = "Remove the password (or print the PDF to a new PDF) and send it again."


class PdfActive(DocumentRefused):
    """Holds scripts, launch actions, forms with code or attached files."""

    code = "pdf_active"
    title = "The PDF holds active content"
    detail = "The PDF holds scripts, actions or attachments. Print it to a new PDF and send that."
