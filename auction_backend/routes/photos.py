"""Stored photos go out."""

from apiflask import APIBlueprint, FileSchema
from flask import Response, send_file

from auction_backend.auth import lets
from auction_backend.context import backend, caller
from auction_backend.desk.appraisals import readable_photo
from auction_backend.rules.roles import Action
from backend_client.contract import PHOTOS, SHA256_HEADER

routes = APIBlueprint("photos", __name__, tag="Photos")


@routes.get(f"{PHOTOS}/<id:photo_id>")
@routes.output(FileSchema(type="string", format="binary"), content_type="image/jpeg")
@lets(Action.READ_APPRAISAL)
def read(photo_id: str) -> Response:
    """Send a photo of the own dealership, or of an auction that the asker may see."""
    parts = backend()
    with parts.database.read() as session:
        photo = readable_photo(session, caller(), photo_id)
    file = parts.blobs.blob(photo.dealership_id, photo.sha256)
    reply = send_file(file.resolve(), mimetype=photo.mime, etag=photo.sha256, conditional=True)
    reply.headers[SHA256_HEADER] = photo.sha256
    reply.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return reply
