"""The model of a care programme: read from a folder of data, judged, read aloud and proved."""
