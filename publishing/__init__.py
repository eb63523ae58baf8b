"""What the public gets: editions, releases and the reader that serves them.

Knows neither Wagtail nor `cms`, and has no database tables.
"""
