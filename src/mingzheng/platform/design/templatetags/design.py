"""The tag library `design`: every component a template may place, gathered from `design.tags`.

What a screen shows is decided by the screen; the tags only draw. New tags are written in `design.tags`.
"""

from django import template

from mingzheng.platform.design.tags import blocks, forms, frame, marks

register = template.Library()

for _part in (frame, marks, blocks, forms):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
