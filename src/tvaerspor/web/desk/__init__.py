"""What everybody who logs in has: home, worklist, one referral with its whole way."""
