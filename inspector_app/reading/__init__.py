"""VIN, plate and odometer from text and barcodes; the decoders are loaded with the first use."""

from inspector_app.core.photo import Picture
from inspector_app.core.vehicle import Vehicle, Vin

__all__ = ["decode_vin", "vins_in"]


def decode_vin(vin: Vin) -> Vehicle:
    """Return what the VIN says without a network; the port `VinDecoder`. Never raises."""
    from inspector_app.reading.vin_decode import vehicle_of

    return vehicle_of(vin)


def vins_in(picture: Picture) -> tuple[Vin, ...]:
    """Return the VINs in a photo's barcodes, the clearest first; empty where there are none."""
    from inspector_app.reading.barcode import vins_of

    return vins_of(picture)
