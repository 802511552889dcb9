"""What blogs export of their posts: WordPress (WXR), Ghost, Medium, Substack.

`post` says what a post is and makes items of posts, the other modules read one program's each.
`kb.importers.exports` imports the importers, `kb.writing` the formats: posts are their author's own writing.
"""

from __future__ import annotations

from kb.importers.exports.blogs import ghost, medium, substack, wordpress

__all__ = ["BLOGS", "BLOG_FORMATS", "LETTERS_SENT", "WORDPRESS"]

WORDPRESS = wordpress.FORMAT
BLOGS = (ghost.FORMAT, medium.FORMAT, substack.FORMAT)
BLOG_FORMATS = (WORDPRESS, *BLOGS)
LETTERS_SENT = substack.TABLES
