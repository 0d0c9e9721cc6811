"""Results on disk: atomic, checked, readable by every tool.  结果库"""

from povsim.store.results import Results, digest, read

__all__ = ["Results", "digest", "read"]
