-- we can read Lua syntax here!
return {
    ["bookmarks"] = {
        [1] = {
            ["chapter"] = "Two",
            ["datetime"] = "2021-06-02 10:00:00",
            ["highlighted"] = true,
            ["notes"] = "second words",
            ["page"] = 20,
            ["text"] = "my own words",
        },
        [2] = {
            ["datetime"] = "2021-06-01 10:00:00",
            ["highlighted"] = true,
            ["notes"] = "first words",
            ["page"] = 3,
            ["text"] = "Page 3 first words @ 2021-06-01 10:00:00",
        },
        [3] = {
            ["datetime"] = "2021-06-03 10:00:00",
            ["notes"] = "in Two",
            ["page"] = 21,
            ["text"] = "Page 21 in Two @ 2021-06-03 10:00:00",
        },
    },
    ["doc_pages"] = 30,
    ["highlight"] = {
        [3] = {
            [1] = {
                ["chapter"] = "One",
                ["datetime"] = "2021-06-01 10:00:00",
                ["drawer"] = "lighten",
                ["pos0"] = {
                    ["page"] = 3,
                    ["x"] = 10.5,
                    ["y"] = -2e-05,
                },
                ["text"] = "first words",
            },
        },
        [20] = {
            [1] = {
                ["datetime"] = "2021-06-02 10:00:00",
                ["drawer"] = "underscore",
                ["text"] = "second words",
            },
        },
    },
    ["stats"] = {
        ["authors"] = "",
        ["title"] = "",
    },
    ["summary"] = {
        ["status"] = "abandoned",
    },
}
