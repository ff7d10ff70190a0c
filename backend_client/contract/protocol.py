"""The names that both sides of the wire share: headers, versions, routes and content types."""

from typing import Final

PROTOCOL_HEADER: Final = "Walkaround-Protocol"
PROTOCOL_VERSION: Final = "1"
"""The major version of the wire; the server answers a client that names another one with 426."""
SHA256_HEADER: Final = "Walkaround-Sha256"
"""On the answer that completes an upload: the server's own hash of the bytes that it stored."""
IDEMPOTENCY_HEADER: Final = "Idempotency-Key"
SERVICE_NAME: Final = "walkaround-auctions"

TUS_HEADER: Final = "Tus-Resumable"
TUS_VERSION: Final = "1.0.0"
TUS_EXTENSIONS: Final = "creation,creation-with-upload"
TUS_CONTENT_TYPE: Final = "application/offset+octet-stream"
UPLOAD_OFFSET: Final = "Upload-Offset"
UPLOAD_LENGTH: Final = "Upload-Length"
UPLOAD_METADATA: Final = "Upload-Metadata"

PROBLEM_TYPE: Final = "application/problem+json"
EVENT_STREAM_TYPE: Final = "text/event-stream"

HEALTH: Final = "/v1/health"
SESSIONS: Final = "/v1/sessions"
CURRENT_SESSION: Final = "/v1/sessions/current"
UPLOADS: Final = "/v1/uploads"
APPRAISALS: Final = "/v1/appraisals"
PHOTOS: Final = "/v1/photos"
AUCTIONS: Final = "/v1/auctions"
EVENTS: Final = "/v1/events"


def upload_path(photo_id: str) -> str:
    """Return the path of one photo's upload."""
    return f"{UPLOADS}/{photo_id}"


def photo_path(photo_id: str) -> str:
    """Return the path of one stored photo's bytes."""
    return f"{PHOTOS}/{photo_id}"


def appraisal_path(appraisal_id: str) -> str:
    """Return the path of one appraisal's latest revision."""
    return f"{APPRAISALS}/{appraisal_id}"


def revision_path(appraisal_id: str, revision: int) -> str:
    """Return the path to which one finalised revision is put."""
    return f"{APPRAISALS}/{appraisal_id}/revisions/{revision}"


def revision_key(appraisal_id: str, revision: int) -> str:
    """Return the idempotency key of one finalised revision."""
    return f"{appraisal_id}:{revision}"


def auction_path(auction_id: str) -> str:
    """Return the path of one auction."""
    return f"{AUCTIONS}/{auction_id}"


def bids_path(auction_id: str) -> str:
    """Return the path of one auction's bids."""
    return f"{AUCTIONS}/{auction_id}/bids"


def auction_events_path(auction_id: str) -> str:
    """Return the path of one auction's event stream, on the stream's base URL."""
    return f"{AUCTIONS}/{auction_id}/events"
