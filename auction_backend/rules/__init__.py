"""When an auction may open, take a bid and close, and who may do it: pure, and time comes in as an argument."""
