"""Hand an opened file to a browser so that it can do nothing there but be saved, or shown in a sandbox."""

from django.http import FileResponse

from mingzheng.platform.files.selectors import OpenedFile

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def file_response(opened: OpenedFile, *, inline: bool = False) -> FileResponse:
    """Return the response. `inline` is honoured only for kinds a browser may show in place."""
    shown = inline and opened.may_preview
    response = FileResponse(
        opened.stream,
        as_attachment=not shown,
        filename=opened.file.name,
        content_type=opened.file.media_type if shown else "application/octet-stream",
    )
    for name, value in _HEADERS.items():
        response[name] = value
    if opened.file.media_type == "application/pdf" and shown:
        # A sandboxed page may not run the browser's own PDF viewer.
        response["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; plugin-types application/pdf"
    return response
