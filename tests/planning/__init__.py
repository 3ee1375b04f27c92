"""Budget planning: exact kroner, scenario files, uncertainty, and the figures of the founding documents."""
