"""Screens of the workplan room, one file per noun. What they show comes from `selectors`; what they do, through `services`."""
