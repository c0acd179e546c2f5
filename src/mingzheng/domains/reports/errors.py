"""How this room says no beside the engine's answers: a block somebody else has changed meanwhile."""

from datetime import datetime

from mingzheng.casework.public import DoorError
from mingzheng.worktime.public import SHANGHAI


class BlockMoved(DoorError):
    """The paragraph was changed since the writer opened it. Carries whose words stand now; the writer's are kept."""

    code = "block_moved"
    status = 409

    def __init__(self, *, by: str, at: datetime | None, block_id: int) -> None:
        when = f"{at.astimezone(SHANGHAI):%H:%M}" if at else ""
        super().__init__(
            f"{by or '其他人'}{when}已改过这一段，您的文字没有覆盖，已另存为草稿。",
            next_step="请对照两份文字，合并后再保存。",
        )
        self.by, self.at, self.block_id = by, at, block_id


class Overtaken(DoorError):
    """A paragraph was changed in the browser after the Word file was compared with it. Nothing is written over."""

    code = "read_back_overtaken"
    status = 409

    def __init__(self, *, by: str, heading: str) -> None:
        super().__init__(
            f"“{heading}”中有一段在比对之后由{by or '其他人'}改过，没有采用任何修改。",
            next_step="请重新上传这份 Word 稿，与现在的正文比对后再采用。",
        )


class Gone(DoorError):
    """A section, block or comment that is no longer there."""

    code = "gone"
    status = 404
