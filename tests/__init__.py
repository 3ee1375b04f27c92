"""The tests: they mirror src; `house` holds the house's own rules, `browser` what is looked at in a real browser."""
