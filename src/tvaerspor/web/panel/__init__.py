"""The pages of joint triage: the conference list, and one page for each referral on it."""
