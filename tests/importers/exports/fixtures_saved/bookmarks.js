window.YTD.bookmark.part0 = [{"bookmark": {"tweetId": "1763500000000000000", "fullText": "A paper", "addedAt": "2024-03-02T10:00:00.000Z"}}]
