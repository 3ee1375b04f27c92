"""Cross-sector musculoskeletal care in Denmark: a care programme is written once, as data, and all else follows."""

__version__ = "0.1.0"
