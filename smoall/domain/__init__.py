"""The rules of the trade: pure functions from values to values, without clock, network or storage."""
