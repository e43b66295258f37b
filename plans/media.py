"""What kind of file some bytes are: by what is in them, never by their name."""

from __future__ import annotations

_ZIPPED = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_MARKS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/vnd.ms-office",
}


def media_type_of(data: bytes) -> str | None:
    """The media type of a PDF, office document, PNG, JPEG or text; None for anything else."""
    for mark, found in _MARKS.items():
        if data.startswith(mark):
            return found
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    return "text/plain" if _is_text(data) else None


def _office(data: bytes) -> str | None:
    """An office document has its kind's folder beside the list of content types."""
    if b"[Content_Types].xml" not in data:
        return None
    return next((found for folder, found in _ZIPPED.items() if folder in data), None)


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and all(character.isprintable() or character in "\t\r\n\f" for character in text)
