"""What stands on somebody's desk: worklists, follow-ups, one referral's whole way."""
