"""The work behind the routes: each function does one thing of the trade in the session that it is given."""
