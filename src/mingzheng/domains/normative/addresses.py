"""Addresses of the public library, in one place: documents, versions, articles, the state on a day."""

from datetime import date

SECTION_DOCUMENTS = "library"
SECTION_LISTS = "library-lists"
ALL, OWN, LAWS = "all", "own", "laws"


def list_address(key: str = ALL, page: int = 1) -> str:
    """Return the address of a list of the library."""
    folder = "/library/" if key == ALL else f"/library/{key}/"
    return folder if page == 1 else f"{folder}page-{page}/"


def document_address(slug: str) -> str:
    """Return the stable address of a document: the text that reads today."""
    return f"/library/{slug}/"


def article_address(slug: str, number: int, suffix: int = 0) -> str:
    """Return the stable address of an article: as it reads today."""
    return f"/library/{slug}/article-{number}{f'-{suffix}' if suffix else ''}/"


def as_of_address(slug: str, on: date) -> str:
    """Return the address of a document as it read on a day."""
    return f"/library/{slug}/on/{on.isoformat()}/"


def as_of_article_address(slug: str, on: date, number: int, suffix: int = 0) -> str:
    """Return the address of an article as it read on a day."""
    return f"{as_of_address(slug, on)}article-{number}{f'-{suffix}' if suffix else ''}/"
