"""The therapist's pages: first visit, plan, attendance, end and closing letter."""
