"""The staff user-interface kit: layout, navigation, tables, filters, forms, boards, charts. Knows no cases."""
