"""The door of this room: what the command line, the demo and wiring may import."""

from mingzheng.domains.normative.library.importing import ImportReport, import_folder, import_texts
from mingzheng.domains.normative.library.searching import FoundDocument, rebuild_index, search_library

__all__ = ["FoundDocument", "ImportReport", "import_folder", "import_texts", "rebuild_index", "search_library"]
