"""The therapist: from the first visit to the closing letter."""
