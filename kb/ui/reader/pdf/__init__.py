"""PDFs in the browser: our component around pdf.js, which lies in the folder `pdfjs` as it was published."""
