"""The process that answers the public: the files of the current edition and a few read-only queries.

It has no database and no session, and it knows nothing of the desk. Its one write is a report of a reader, put into
the box that the desk empties.
"""
