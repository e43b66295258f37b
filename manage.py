#!/usr/bin/env python3
"""Django's command line."""

import os
import sys

from django.core.management import execute_from_command_line

from bcf.environment import SettingMissing


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bcf.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingMissing as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
