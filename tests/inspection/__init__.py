"""What inspects the public pages: checkers from elsewhere, and measurements in a real browser."""
