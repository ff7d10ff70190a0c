"""How the damage detector is trained, measured, exported and packed; never imported by the app."""
