"""What people on a panel do: vote, propose, say yes, and make the one choice; and their conference list."""
