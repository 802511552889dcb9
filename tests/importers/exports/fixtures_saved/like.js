window.YTD.like.part0 = [
  {"like": {"tweetId": "1763500000000000000", "fullText": "A paper on caches &amp; attention https://t.co/abc\nand a second line", "expandedUrl": "https://twitter.com/i/web/status/1763500000000000000"}},
  {"like": {"tweetId": "20", "expandedUrl": "https://twitter.com/i/web/status/20"}}
]
