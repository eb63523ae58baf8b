#!/usr/bin/env python3
"""Django's command line. `--data DIR` works with every command and is the same as DATA_DIR."""

import os
import sys


def take_data_option(arguments: list[str]) -> list[str]:
    """Return the arguments without `--data DIR`, which is put into DATA_DIR before settings are read."""
    rest: list[str] = []
    pending = iter(arguments)
    for argument in pending:
        if argument == "--data":
            folder = next(pending, None)
            if folder is None:
                raise SystemExit("--data 需要一个目录，例如 --data var")
            os.environ["DATA_DIR"] = folder
        elif argument.startswith("--data="):
            os.environ["DATA_DIR"] = argument.removeprefix("--data=")
        else:
            rest.append(argument)
    return rest


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    arguments = take_data_option(sys.argv)
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("找不到 Django：请先运行 make run，或 pip install -e .") from error
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
