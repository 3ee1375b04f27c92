"""MedCom's EDIFACT (ISO 9735, D.93A): an interchange from UNB to UNZ with one or more letters from UNH to UNT."""
