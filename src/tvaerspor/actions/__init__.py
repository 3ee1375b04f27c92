"""What people do with the product, one verb per file: load, ask the core, save, tell."""
