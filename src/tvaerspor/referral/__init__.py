"""The referral between people: its states and who may move them, when it is complete, and what was chosen."""
