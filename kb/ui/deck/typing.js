// Shared by what listens for keys: which key was meant, and whether somebody is writing.

const TYPING = "textarea, select, [contenteditable=true], [role=combobox], [role=menu], [role=dialog], [role=listbox]"

function isTyping(node) {
  if (!node || node === document.body) return false
  if (node.tagName === "INPUT") return !["checkbox", "radio", "button"].includes(node.type)
  return Boolean(node.closest(TYPING))
}

// The letter by its place where the layout is not Latin, so that the keys work in a Russian layout too.
function keyOf(event) {
  if (/^[\x20-\x7e]$/.test(event.key) || event.key.length > 1) return event.key.toLowerCase()
  return event.code.replace(/^(Key|Digit)/, "").toLowerCase()
}
