"""The papers of people who ask about their data: the words, and who writes them down."""
