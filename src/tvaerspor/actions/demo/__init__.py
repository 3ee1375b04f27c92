"""The demo region: made-up units, people, citizens and referrals in every state, the same for the same seed."""
