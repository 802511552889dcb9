-- we can read Lua syntax here!
return {
    ["custom_props"] = {
        ["title"] = "On Caches, by Hand",
    },
    ["doc_props"] = {
        ["authors"] = "Jane Doe",
        ["title"] = "On Caches",
    },
}
