"""The rules that the house keeps for itself, each naming every offender by file and line."""
