// Gives the keyboard back to what opened a dialog, where Streamlit loses that: the button was switched off while
// the page was drawn, or it was drawn anew, or the choice was made in a menu that is gone. What a dialog was opened
// from closes below it: Streamlit leaves it there, and Escape would be for that first.

const DIALOG = '[data-testid="stDialog"]'
const BELOW = '[data-testid="stPopoverBody"]'
const OVER = `${DIALOG}, [role="menu"], ${BELOW}`
const OPENED = '[data-testid="stPopoverButton"][aria-expanded="true"]'
const PATIENCE = 20000 // Milliseconds for a page to be drawn whose buttons are switched off meanwhile.
const STEP = 100
let [last, place, stood, observer] = [null, null, false, null]

function came({ target }) {
  // A browser leaves what can be seen in part as it is; a row that is moved aside may hide the rest.
  if (target.matches(":focus-visible")) target.scrollIntoView({ block: "nearest", inline: "nearest" })
  if (target.closest(OVER)) return
  last = target
  place = target.closest('[class*="st-key-"]')?.className.match(/st-key-[\w-]+/)[0]
}

// Left for nothing else, the keyboard is nowhere; what is switched off, taken away or covered by a dialog was not left.
function left({ target, relatedTarget }) {
  if (document.querySelector(DIALOG)) return
  if (target === last && !relatedTarget && target.isConnected && !target.disabled) last = null
}

function back(until) {
  if (document.activeElement !== document.body || document.querySelector(DIALOG) || Date.now() > until) return
  const found = last?.isConnected ? last : last && place && document.querySelector(`.${place} :is(button, a, input)`)
  found?.focus()
  if (document.activeElement === document.body) setTimeout(back, STEP, until)
}

// Closed, it takes the keyboard along, to a button that the dialog has made unreachable: to nowhere.
function uncover() {
  const opened = [...document.querySelectorAll(OPENED)].filter((button) => !button.closest(DIALOG))
  opened.forEach((button) => button.click())
  if (opened.length) setTimeout(into, STEP, Date.now() + PATIENCE)
}

function into(until) {
  const dialog = document.querySelector(`${DIALOG} [role="dialog"]`)
  if (!dialog || Date.now() > until) return
  const [at, below] = [document.activeElement, document.querySelector(BELOW)]
  // What closes below may take the keyboard along a moment after it is gone.
  if (at === document.body || (below && !dialog.contains(at))) dialog.focus()
  setTimeout(into, STEP, until)
}

// A dialog that begins with words to write is opened for them. Where a keyboard would cover it, it waits to be asked.
function write(until) {
  const dialog = document.querySelector(`${DIALOG} [role="dialog"]`)
  if (!dialog || Date.now() > until || matchMedia("(pointer: coarse)").matches) return
  const first = dialog.querySelector("input, textarea")
  if (!first) setTimeout(write, STEP, until)
  else if (first.matches("textarea:not(:disabled)") && !first.contains(document.activeElement)) first.focus()
}

function heard() {
  const stands = Boolean(document.querySelector(DIALOG))
  if (!stood && stands) uncover()
  if (!stood && stands) write(Date.now() + PATIENCE)
  if (stood && !stands) setTimeout(back, STEP, Date.now() + PATIENCE)
  stood = stands
}

// What is being typed counts once its field is left, and Escape takes field and all away.
function escaped({ key, isComposing, target }) {
  if (key === "Escape" && !isComposing && target.matches?.(`:is(${DIALOG}, ${BELOW}) :is(input, textarea)`)) target.blur()
}

export default function ({ parentElement }) {
  const host = parentElement.host ?? parentElement
  document.addEventListener("keydown", escaped, true)
  document.addEventListener("focusin", came)
  document.addEventListener("focusout", left)
  observer ??= new MutationObserver(heard)
  observer.observe(document.body, { childList: true, subtree: true })
  // The keyboard may have been led somewhere before this was there to hear of it.
  if (document.activeElement !== document.body) came({ target: document.activeElement })
  return () => {
    if (host.isConnected) return
    document.removeEventListener("keydown", escaped, true)
    document.removeEventListener("focusin", came)
    document.removeEventListener("focusout", left)
    observer.disconnect()
  }
}
