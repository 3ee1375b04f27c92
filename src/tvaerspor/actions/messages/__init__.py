"""MedCom messages in and out."""
