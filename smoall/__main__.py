"""The `smoall` command."""

from smoall.commands import app

if __name__ == "__main__":
    app()
