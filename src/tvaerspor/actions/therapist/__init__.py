"""What a therapist does: first visit, plan, attendance, end and closing letter."""
