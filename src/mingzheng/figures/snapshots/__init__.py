"""Snapshots 数据快照: freeze values with their definitions and rows, show later drift, let another system check them."""
