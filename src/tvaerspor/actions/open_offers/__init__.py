"""Open offers that nobody needs a referral for."""
