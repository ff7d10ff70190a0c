"""The local database and the photo vault."""
