"""schema.org descriptions of public pages, as JSON-LD. They say what the page says, and nothing else."""
