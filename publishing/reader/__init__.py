"""The process that answers the public: the files of the current edition and a few read-only queries.

It has no database, no session and no write, and it knows nothing of the desk.
"""
