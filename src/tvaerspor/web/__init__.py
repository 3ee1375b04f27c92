"""What people see in a browser: addresses, views, templates and one stylesheet. Decides nothing itself."""
