"""The trail of actions, background jobs, the mailbox."""
