"""Where Django puts a large upload while the request lasts: a nameless file under var/quarantine, never /tmp.

Settings name the handler in `FILE_UPLOAD_HANDLERS`, after Django's own for small uploads in memory. Judging the upload
is `inspection`.
"""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# No parameter allows more than 200 MB; this only stops a stream without end.
MOST_BYTES = 210 * 1024 * 1024


def quarantine_folder() -> Path:
    """Return the folder of uploads under way; it is made when first needed, for the owner alone."""
    folder = Path(settings.VAR_DIR) / "quarantine"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


class QuarantineUploadHandler(FileUploadHandler):
    """Streams an upload into a file that has no name on the disk: it is gone with the request, or with the process."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start the file."""
        super().new_file(*args, **kwargs)
        self._stream = tempfile.TemporaryFile(dir=quarantine_folder())  # noqa: SIM115 - the request closes it

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece; a stream without end is cut off."""
        if start + len(raw_data) > MOST_BYTES:
            self._stream.close()
            raise StopUpload(connection_reset=True)
        self._stream.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """Hand the file over."""
        self._stream.seek(0)
        return UploadedFile(
            file=self._stream,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """Let go of a half-received file."""
        stream = getattr(self, "_stream", None)
        if stream is not None:
            stream.close()
