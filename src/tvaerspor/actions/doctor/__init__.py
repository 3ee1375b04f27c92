"""What a doctor does: find the citizen, write the referral, send it, and follow it."""
