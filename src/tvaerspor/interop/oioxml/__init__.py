"""MedCom's OIOXML: an Emessage with an Envelope and one or more letters."""
