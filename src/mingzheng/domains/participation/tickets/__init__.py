"""Tickets of the national platform 我为政府网站找错: read from its list, shown as they would be kept, registered as cases.

Legal basis: 政府网站发展指引（国办发〔2017〕47号）, answered within three working days.
"""
