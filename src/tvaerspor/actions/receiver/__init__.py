"""What the receiver of a referral does: take it, ask, forward, accept, reject."""
