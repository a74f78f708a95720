"""The write side's stores, one per aggregate, over the connection of one unit."""
