"""The numbered steps of the database; a step that was shipped is never edited."""
