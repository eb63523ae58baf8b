"""Charts drawn on the server: what is shown, where it is placed, and how it is written as SVG."""
