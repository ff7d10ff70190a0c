"""The backend's processes: the API, the event stream, and the one that watches over both and closes auctions."""
