"""The payment page of the embedded provider, and the clock of a demonstration."""
