"""The servers that ours is compared with, and the starting of each."""
