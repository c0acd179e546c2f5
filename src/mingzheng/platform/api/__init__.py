"""The API kit: errors, paging, ETag, idempotency, tokens. Endpoints of a room live in that room."""
