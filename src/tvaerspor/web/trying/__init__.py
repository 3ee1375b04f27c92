"""The open pages: programmes to read, and to try on answers that nobody stores."""
