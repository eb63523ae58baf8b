"""The watch over published files: every byte in force compared with its signed list, and mended where it differs."""
