"""Runs a command and prints, as JSON, its wall time in seconds and the peak memory in MB of its largest process."""

import json
import resource
import subprocess
import sys
import time

start = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
seconds = time.monotonic() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
# Linux counts kilobytes, macOS bytes.
megabytes = peak / (1024 if sys.platform == "linux" else 1024 * 1024)
print(json.dumps({"seconds": seconds, "megabytes": megabytes}))
