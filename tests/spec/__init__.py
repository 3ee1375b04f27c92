"""How Tværspor decides.

Every table on this page is run with the tests: what it says is what the program does.
"""
