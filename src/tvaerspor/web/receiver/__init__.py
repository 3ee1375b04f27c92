"""The pages of whoever takes referrals: triage teams and providers."""
