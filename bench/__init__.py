"""Benchmarks, as ratios: the same questions, the same tables, the same machine, in the same minute."""
