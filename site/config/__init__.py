"""How the parts are put together: settings, addresses and processes."""
