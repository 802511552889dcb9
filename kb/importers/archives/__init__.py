"""Files that hold others: zip files and tars, unpacked under limits (`zips`), and web archives."""
