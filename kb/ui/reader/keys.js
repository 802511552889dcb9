// Keys on the page of an item: each presses its button.

const BUTTONS = { j: "bar-next", k: "bar-previous", n: "bar-note", r: "bar-read", b: "way-back" }
const FIELD = ".st-key-own-notes textarea"

function heard(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
  if (isTyping(document.activeElement) || document.querySelector("[role=dialog]")) return
  const key = keyOf(event)
  // What is offered to be undone is meant before what was done earlier.
  const name = key === "u" ? (document.querySelector(".st-key-notice-undo") ? "notice-undo" : "bar-undo") : BUTTONS[key]
  const button = name && document.querySelector(`.st-key-${name} button`)
  if (!button || button.disabled) return
  event.preventDefault()
  event.stopPropagation()
  button.click()
}

// To write a note is to be in its field: nothing is asked of the server.
function noted(event) {
  if (!event.target.closest?.(".st-key-bar-note")) return
  const field = document.querySelector(FIELD)
  field?.scrollIntoView({ block: "nearest" })
  field?.focus({ preventScroll: true })
}

export default function () {
  document.addEventListener("keydown", heard, true)
  document.addEventListener("click", noted, true)
  return () => {
    document.removeEventListener("keydown", heard, true)
    document.removeEventListener("click", noted, true)
  }
}
