"""The way from every public page to the application for information; its own pages are `citizen.portal`."""

from mingzheng.platform.portal.public import Way, register_way

register_way(Way("apply", "依申请公开", "/apply/", order=30))
