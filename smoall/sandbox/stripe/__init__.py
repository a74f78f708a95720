"""A Stripe on loopback: customers, payment pages, payments, refunds, disputes, events, redaction."""
