"""Parses XML that strangers wrote: no DTD, no entities, no network, no unbounded depth.

HTML is read in `html`; containers are opened in `archives`.
"""

from lxml import etree

from .errors import UnreadableDocument


def parse_xml(data: bytes, *, filename: str) -> etree._Element:
    """Return the root element of `data`; raise `UnreadableDocument` for a DTD or broken XML."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        code = "entities" if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data else "truncated"
        raise UnreadableDocument(code, filename=filename) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableDocument("entities", filename=filename)
    return root


def local_name(element: etree._Element) -> str:
    """Return the tag without its namespace; comments and instructions have an empty one."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def get_attribute(element: etree._Element, name: str) -> str | None:
    """Return attribute `name` whatever namespace it stands in."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children_of(element: etree._Element | None, *path: str) -> tuple[etree._Element, ...]:
    """Return the children of the descendant along `path`; nothing when there is none."""
    found = find_child(element, *path) if element is not None else None
    return tuple(found) if found is not None else ()


def find_child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first descendant along `path` of local names, or None."""
    current: etree._Element | None = element
    for name in path:
        current = next((c for c in current if local_name(c) == name), None) if current is not None else None
    return current
