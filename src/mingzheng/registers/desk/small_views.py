"""Small answers of the record screens: the papers of records."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest

from mingzheng.platform.desk.public import actor_of
from mingzheng.platform.files.public import FileUnavailable, file_response, open_file
from mingzheng.registers.selectors import may_read_subjects


@login_required
def record_file(request: HttpRequest, file_id: int) -> FileResponse:
    """Hand out a paper of a record to whoever may see one of the records it belongs to."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied
    try:
        opened = open_file(file_id, actor, may_read=may_read_subjects)
    except FileUnavailable:
        raise Http404 from None
    return file_response(opened, inline="inline" in request.GET)
