"""Addresses that were ever public: none ends in silence.

`cms.publish` asks for the routes of an edition before it is built, and has the addresses remembered after it is in
force. The desk writes the reasons. Nothing but what an edition held ever becomes an address here.
"""

from cms.addresses.leading import PublicSubject
from cms.addresses.memory import forget, forget_title, remember_addresses
from cms.addresses.routes import current_routes

__all__ = ["PublicSubject", "current_routes", "forget", "forget_title", "remember_addresses"]
