"""The door of this room: what the command line, the demo and wiring may import."""

from mingzheng.domains.normative.addresses import document_address
from mingzheng.domains.normative.announcing import redraw_documents
from mingzheng.domains.normative.following import begin_consultation, end_consultation
from mingzheng.domains.normative.library.importing import ImportReport, import_folder, import_texts
from mingzheng.domains.normative.library.searching import FoundDocument, rebuild_index, search_library
from mingzheng.domains.normative.ports import BesideItem, ConsultationRecord, bind_beside, bind_consultation_door
from mingzheng.domains.normative.selectors import documents_named, find_documents_at, find_open_draft

__all__ = [
    "BesideItem",
    "ConsultationRecord",
    "FoundDocument",
    "ImportReport",
    "begin_consultation",
    "bind_beside",
    "bind_consultation_door",
    "document_address",
    "documents_named",
    "end_consultation",
    "find_documents_at",
    "find_open_draft",
    "import_folder",
    "import_texts",
    "rebuild_index",
    "redraw_documents",
    "search_library",
]
