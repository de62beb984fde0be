"""How public templates become HTML: the Jinja environment, and its templates compiled beforehand."""
