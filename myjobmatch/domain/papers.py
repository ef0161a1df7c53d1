"""What a CV and a document kept private may be."""

from myjobmatch.domain.enums import LabelledEnum


class CvLayout(LabelledEnum):
    """How a CV is laid out."""

    CLEAR = "clear"
    COLUMNS = "columns"


class DocumentKind(LabelledEnum):
    """What a document kept private is, by its content."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"


ENDINGS = {DocumentKind.PDF: ".pdf", DocumentKind.PNG: ".png", DocumentKind.JPEG: ".jpg"}
"""How the name of a file of each kind ends."""
