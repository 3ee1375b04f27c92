"""The only tables: rows and values, sealed fields, the append-only event log and the audit log."""
