"""A reader host that follows one source of editions: fetches what changed, checks every byte, switches last.

Knows no desk and no database. `python -m publishing.follow --help` says how it is started.
"""
