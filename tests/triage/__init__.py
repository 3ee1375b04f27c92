"""Three ways to the same recommendation: the arrays, the explaining interpreter, and every citizen tried alone."""
