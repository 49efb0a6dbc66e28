"""What a process has used so far: CPU seconds and peak memory."""

import sys
import time

__all__ = ["cpu_seconds", "peak_memory_mib"]

if sys.platform == "win32":

    def cpu_seconds() -> float:
        """Give the CPU seconds of this process."""
        return time.process_time()

    def peak_memory_mib() -> float:
        """Give 0: Windows keeps no peak that Python can read."""
        return 0.0

else:
    import resource

    def cpu_seconds() -> float:
        """Give the CPU seconds of this process and of its children that have ended."""
        own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime

    def peak_memory_mib() -> float:
        """Give the largest memory that this process has held at a time, in MiB."""
        # ru_maxrss is in KiB on Linux and in bytes on macOS.
        unit = 1024.0 if sys.platform == "darwin" else 1.0
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit / 1024.0
