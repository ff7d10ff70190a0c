"""What a finalised revision must keep to, beyond the form of its words."""

from backend_client.contract import RevisionContent


def broken_rule(content: RevisionContent) -> str | None:
    """Return the name of the first rule that this revision breaks, or None."""
    photos = [photo.photo_id for photo in content.photos]
    if len(set(photos)) != len(photos):
        return "photo_twice"
    shown = {region.photo_id for damage in content.damages for region in damage.regions}
    shown |= {finding.photo_id for finding in content.findings}
    return None if shown <= set(photos) else "region_without_photo"


def title_of(content: RevisionContent) -> str:
    """Return how buyers call this car: year, make, model and trim, or the VIN where none is known."""
    vehicle = content.vehicle
    words = [str(word) for word in (vehicle.year, vehicle.make, vehicle.model, vehicle.trim) if word]
    return " ".join(words)[:200] or content.vin
