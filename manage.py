#!/usr/bin/env python3
"""Django's command line. `--data DIR` works with every command and is the same as DATA_DIR."""

import argparse
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


def adopt_ports(arguments: list[str]) -> None:
    """Addresses are settings, read before the options of `up`: its ports are put into them first."""
    if arguments[1:2] != ["up"]:
        return
    options = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    options.add_argument("--port", default="8000")
    options.add_argument("--desk-port", default="8001")
    ports, _ = options.parse_known_args(arguments[2:])
    os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{ports.port}")
    os.environ.setdefault("DESK_URL", f"http://127.0.0.1:{ports.desk_port}")


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    arguments = take_data_option(sys.argv)
    adopt_ports(arguments)
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("找不到 Django：请先运行 make run，或 pip install -e .") from error
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
