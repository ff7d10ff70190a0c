"""Small widgets that every page is made of; all read the tokens."""
