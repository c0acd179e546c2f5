"""Small value types and checksums of the field (统一社会信用代码, 文号, numerals, dates). Knows neither Django nor cases."""
