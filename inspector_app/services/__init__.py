"""One object for each workflow; plain calls in, plain values out."""
