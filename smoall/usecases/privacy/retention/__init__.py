"""How long an organisation keeps its records, and what goes when their time is over."""
