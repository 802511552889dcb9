"""PDF files: a child process reads what is drawn, under limits (`child`); lines, paragraphs, headings and
tables are found in it, and it is taken for the paper, book or article it is (`importer`)."""
