"""Sealing, signing and the keyring."""
