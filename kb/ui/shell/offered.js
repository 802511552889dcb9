// A name typed into a field that proposes names counts once the field is left, as what is typed into any other does.
// Streamlit lets go of it unless Enter is pressed; at Escape it lets go of what was chosen before as well, so Escape
// shuts the list alone, and then what the field stands in.

const SELECT = '[data-testid="stSelectbox"]'
const FIELD = `${SELECT} input[role="combobox"]`
const OPENER = 'button[aria-haspopup="listbox"]'
const OVER = '[role="dialog"], [data-testid="stPopoverBody"]'
const NEW = "__creatable__" // What Streamlit calls the entry that is in no list yet.

let typed = null // The field whose words nobody has chosen yet.

function isOpen(field) {
  return field.getAttribute("aria-expanded") === "true"
}

function listOf(field) {
  return document.getElementById(field.getAttribute("aria-controls"))
}

// Whether the list has an entry for the very words typed: a new one, or the one that is called so.
function isOffered(field) {
  const entries = listOf(field)?.querySelectorAll('[role="option"]')
  return [...(entries ?? [])].some(({ dataset, textContent }) => dataset.key === NEW || textContent === field.value)
}

function press(key, where) {
  where.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
}

function take(field) {
  const isTaken = field === typed && Boolean(field.value) && isOpen(field) && isOffered(field)
  if (isTaken) press("Enter", field)
  typed = null
  return isTaken
}

function pressed(event) {
  const { target: field, key, isTrusted, isComposing } = event
  if (isComposing || !isTrusted || !field.matches?.(FIELD)) return
  if (key === "Enter") typed = null
  if (key === "Tab") take(field)
  if (key !== "Escape") return
  const over = field.closest(OVER)
  if (!isOpen(field) && !over) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (!isOpen(field)) press("Escape", over)
  else if (!take(field)) field.closest(SELECT).querySelector(OPENER).click()
}

// A press elsewhere takes the keyboard along, unless it is on the list. The focus itself goes and comes back while
// a list opens.
function pointed({ target }) {
  const field = document.activeElement
  if (!field?.matches(FIELD) || field.closest(SELECT).contains(target)) return
  if (listOf(field)?.contains(target)) typed = null
  else take(field)
}

function wrote({ target: field }) {
  if (field.matches?.(FIELD)) typed = field
}

export default function ({ parentElement }) {
  const host = parentElement.host ?? parentElement
  // Before the document's own listeners, of which one takes the keyboard away from the field.
  addEventListener("keydown", pressed, true)
  addEventListener("pointerdown", pointed, true)
  addEventListener("input", wrote, true)
  return () => {
    if (host.isConnected) return
    removeEventListener("keydown", pressed, true)
    removeEventListener("pointerdown", pointed, true)
    removeEventListener("input", wrote, true)
  }
}
