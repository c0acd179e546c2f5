"""The words for acts on cases in the ledger: each procedure's own titles. Told by `administration`."""

from mingzheng.casework.archiving.services import STREAM as ARCHIVE
from mingzheng.casework.recording import STREAM
from mingzheng.casework.registry import get_procedure
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

BUILT_IN = {
    "set_tags": "修改标签",
    "link_cases": "关联",
    "hand_over": "移交",
    "calendar_changed": "节假日安排调整，期限重算",
    "move_to_version": "规程换版",
}


def title_of_act(entry: Entry) -> str:
    """Return the title of the action in the version it was taken under; "" when that is not known any more."""
    name, _, version = str(entry.payload.get("procedure", "")).partition("@")
    try:
        procedure = get_procedure(name, version)
    except KeyError:
        return ""
    titles = BUILT_IN | {action.code: action.title for action in (procedure.opening, *procedure.actions)}
    return titles.get(entry.kind, "")


tell_stream(STREAM, "事项", title_of_act)


ARCHIVED = {
    "archived": "归档",
    "handed_over": "移交档案馆",
    "appraisal_proposed": "提出鉴定",
    "appraisal_signed": "鉴定签字",
    "appraisal_refused": "鉴定不同意",
    "destroyed": "销毁",
}
tell_stream(ARCHIVE, "归档文件", lambda entry: ARCHIVED.get(entry.kind, ""))
