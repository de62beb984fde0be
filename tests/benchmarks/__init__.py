"""What a page costs: see docs/benchmarks.md."""
