"""Views of the content types: frozen dataclasses that the public templates show."""
