"""`/healthz`: tells a proxy or a supervisor whether this process can work. It names nothing about the data."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.platform.jobs.public import find_worker_age


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 with the database's state and the seconds since a worker was last seen; 503 without a database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        age = find_worker_age()
    except DatabaseError:
        return JsonResponse({"database": "unavailable", "worker_seen_seconds_ago": None}, status=503)
    seconds = None if age is None else round(age.total_seconds(), 1)
    return JsonResponse({"database": "ok", "worker_seen_seconds_ago": seconds})
