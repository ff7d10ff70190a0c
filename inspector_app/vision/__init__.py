"""The damage detector behind one door."""
