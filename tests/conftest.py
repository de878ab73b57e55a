"""Windows of tests are drawn off screen, by the software renderer, unless a test starts a display of its own."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
