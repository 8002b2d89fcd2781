"""`python -m nullisland`."""

import sys

from nullisland.cli import main

sys.exit(main())
