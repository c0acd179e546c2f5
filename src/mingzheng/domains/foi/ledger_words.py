"""The words for this room's own stream in the ledger: who looked at an applicant's particulars, who was turned away."""

from mingzheng.domains.foi.annual.services import STREAM as ANNUAL
from mingzheng.domains.foi.applicants import STREAM
from mingzheng.domains.foi.citizen.records import REASONS, TURNED_AWAY
from mingzheng.domains.foi.office.redacting import STREAM as REDACTIONS
from mingzheng.platform.administration.public import tell_stream
from mingzheng.platform.ledger.public import Entry

KINDS = {
    "applicant_viewed": "查看申请人信息",
    "proof_viewed": "查看身份证明",
    "proof_destroyed": "销毁身份证明",
    "code_issued": "发给查询码",
    "code_revoked": "停用查询码",
    "code_renewed": "核对身份后补发查询码",
    "answer_fetched": "下载答复书",
    "notice_fetched": "下载告知书",
}


def title_of(entry: Entry) -> str:
    """Return what was done; "" for a kind without words."""
    return KINDS.get(entry.kind, "")


tell_stream(STREAM, "申请人信息", title_of)
tell_stream(TURNED_AWAY, "公众提交被拒", lambda entry: REASONS.get(entry.kind, ""))
tell_stream(REDACTIONS, "区分处理", lambda entry: "生成公开件" if entry.kind == "paper_redacted" else "")
tell_stream(ANNUAL, "公开年报", lambda entry: {"text_saved": "修改正文", "explained": "说明"}.get(entry.kind, ""))
