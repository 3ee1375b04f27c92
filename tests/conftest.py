"""What all tests share: property tests are judged by what they find, not by how busy the machine is."""

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
