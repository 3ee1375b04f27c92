"""What people read: a programme aloud, its annex, a recommendation with its reasons, the reference pages."""
