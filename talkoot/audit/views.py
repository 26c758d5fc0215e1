"""The readiness check for load balancers and monitoring."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from talkoot.audit.queries import is_migrated, is_worker_alive


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and worker are in order, else 503; says which is not."""
    parts = {"database": False, "migrations": False, "worker": False}
    try:
        connection.ensure_connection()
        parts["database"] = True
        parts["migrations"] = is_migrated()
        parts["worker"] = parts["migrations"] and is_worker_alive()
    except DatabaseError:
        pass
    ready = all(parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)
