"""Bytes to values, and back: one folder for each message standard, one list of them in reading.py.

`reading.read` gives the referrals in a message, `stated.stated` what their coded fields say, and `report.describe` the
rows to show; `messages.BadMessage` is what a message gets that cannot be read.
"""
