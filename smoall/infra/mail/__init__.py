"""Letters: how they are written, and the mailbox and the SMTP server that take them."""
