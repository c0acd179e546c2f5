"""Read and write official documents (docx, xlsx, pdf, html, markdown, text). Knows neither Django nor cases."""
