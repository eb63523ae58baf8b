"""`python -m publishing.follow SOURCE --data DATA --key PUBLICKEY`."""

import sys

from publishing.follow.command import main

if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
