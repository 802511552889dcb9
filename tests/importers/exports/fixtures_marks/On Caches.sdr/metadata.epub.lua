-- /mnt/onboard/On Caches.sdr/metadata.epub.lua
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "Chapter 1",
            ["color"] = "yellow",
            ["datetime"] = "2024-06-01 12:00:00",
            ["drawer"] = "lighten",
            ["note"] = "first line\
second \"line\"",
            ["page"] = "/body/DocFragment[5]/body/p[2]/text().0",
            ["pageno"] = 12,
            ["pos0"] = "/body/DocFragment[5]/body/p[2]/text().0",
            ["pos1"] = "/body/DocFragment[5]/body/p[2]/text().20",
            ["text"] = "words that were marked",
        },
        [2] = {
            ["chapter"] = "Chapter 2",
            ["datetime"] = "2024-06-02 12:00:00",
            ["page"] = "/body/DocFragment[6]/body/p[2]/text().0",
            ["pageno"] = 20,
            ["text"] = "in Chapter 2",
        },
    },
    ["doc_pages"] = 300,
    ["doc_path"] = "/mnt/onboard/On Caches.epub",
    ["doc_props"] = {
        ["authors"] = "Jane Doe\
Rick Roe",
        ["language"] = "en",
        ["title"] = "On Caches",
    },
    ["percent_finished"] = 1,
    ["summary"] = {
        ["modified"] = "2024-06-03",
        ["note"] = "A fine book",
        ["rating"] = 4,
        ["status"] = "complete",
    },
}
