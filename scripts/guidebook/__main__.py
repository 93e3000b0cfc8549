import sys

from guidebook.cli import main

sys.exit(main())
