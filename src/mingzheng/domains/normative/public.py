"""The door of this room: what the command line, the demo and wiring may import."""

from mingzheng.domains.normative.following import begin_consultation, end_consultation
from mingzheng.domains.normative.library.importing import ImportReport, import_folder, import_texts
from mingzheng.domains.normative.library.searching import FoundDocument, rebuild_index, search_library
from mingzheng.domains.normative.ports import ConsultationRecord, bind_consultation_door
from mingzheng.domains.normative.selectors import find_open_draft

__all__ = [
    "ConsultationRecord",
    "FoundDocument",
    "ImportReport",
    "begin_consultation",
    "bind_consultation_door",
    "end_consultation",
    "find_open_draft",
    "import_folder",
    "import_texts",
    "rebuild_index",
    "search_library",
]
