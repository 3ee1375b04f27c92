"""Clocks, doses and states of a course, against second ways of counting and by properties."""
