"""Who offers what where and when: agreements, authorities, units, unmet needs and the provider register."""
