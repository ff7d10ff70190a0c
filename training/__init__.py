"""Training, exporting and measuring the damage detector."""
