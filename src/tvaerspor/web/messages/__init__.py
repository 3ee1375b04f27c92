"""The pages for MedCom messages: upload, and those that wait for a person."""
