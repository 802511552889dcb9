// Tab leads from a button into what it opened, and out of it to what comes after the button. Streamlit puts what a
// button opens at the end of the page, where Tab comes last.

const BODY = '[data-testid="stPopoverBody"]'
const OPENER = '[data-testid="stPopoverButton"][aria-expanded="true"]'
const STOPS = 'a[href], button, input, textarea, select, summary, iframe, [tabindex]'

function stops(body) {
  const canStop = (one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.checkVisibility()
  const all = [...body.querySelectorAll(STOPS)].filter(canStop)
  // Of the choices of one group Tab knows the chosen one, or the first.
  const group = (one) => (one.type === "radio" ? all.filter((other) => other.type === "radio" && other.name === one.name) : [one])
  return all.filter((one) => one === (group(one).find((other) => other.checked) ?? group(one)[0]))
}

// Both are known to each other by nothing but being open: of one inside another, the last is the inner one.
function pair() {
  return [[...document.querySelectorAll(OPENER)].at(-1), [...document.querySelectorAll(BODY)].at(-1)]
}

function pressed(event) {
  if (event.key !== "Tab" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  const [opener, body] = pair()
  if (!opener || !body) return
  const [within, at] = [stops(body), document.activeElement]
  const [first, last] = [within[0], within.at(-1)]
  if (at === opener && !event.shiftKey && first) {
    event.preventDefault()
    first.focus()
  } else if (at === first && event.shiftKey) {
    event.preventDefault()
    opener.focus()
  } else if (at === last && !event.shiftKey) {
    // What the browser does then begins at the button.
    opener.focus()
  }
}

export default function ({ parentElement }) {
  const host = parentElement.host ?? parentElement
  addEventListener("keydown", pressed, true)
  return () => host.isConnected || removeEventListener("keydown", pressed, true)
}
