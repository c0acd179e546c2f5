"""Mirror of a provincial system 省级平台对照: their number and state beside ours, taken from a sheet, given out to be pasted.

Where another system must be used, both are kept and held against each other; nothing here changes an application.
"""
