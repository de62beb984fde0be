"""A small Django app as one writes it in a weekend, on the same rows: ListView, icontains, stock admin."""
