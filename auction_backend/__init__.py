"""The auction backend: appraisals, auctions, bids and the hammer."""
