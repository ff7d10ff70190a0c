"""VIN, plate and odometer from text and barcodes."""
