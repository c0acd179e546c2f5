"""信息发布: columns, items with their statutory fields, three reviews and proofreadings, publication and its two ways down.

Legal basis: 政府信息公开条例 (国务院令第711号); 国务院办公厅《政府网站发展指引》(国办发〔2017〕47号).
The public pages are drawn in `site` from what `selectors.public_items` returns; normative documents, patrol and the
catalogues of what must be disclosed are other rooms.
"""
