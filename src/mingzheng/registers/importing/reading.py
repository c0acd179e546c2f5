"""Which headings a book's sheet has. How a file becomes rows under headings is `documents`; their meaning is `lines`."""

from mingzheng.documents.reading import HeadedRows, Headings, read_headed_rows
from mingzheng.registers.declaration import Register
from mingzheng.registers.values import all_fields

MOST_ROWS = 5_000


def read_sheet(book: Register, data: bytes, *, filename: str) -> HeadedRows:
    """Return the rows of a file by field. Raises NotOurSheet for a file that is no sheet of this book."""
    fields = all_fields(book)
    headings = Headings(
        keys={item.label: item.code for item in fields},
        required=frozenset(item.code for item in fields if item.required),
        at_most=MOST_ROWS,
        template="请下载本登记簿的模板，按模板的表头填写后上传",
    )
    return read_headed_rows(data, headings, filename=filename)
