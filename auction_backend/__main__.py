"""`python -m auction_backend` is the command `auction-backend`."""

from auction_backend.cli import main

if __name__ == "__main__":
    main()
