// Each question has its place in the browser's history. Streamlit writes what is typed over the address that is
// there, so the place of a question that was dwelt on is left as the first letter changes it.

const DWELT_MS = 1500 // With its results before one's eyes, not while they are looked for.
const STEP_MS = 100
const PATIENCE_MS = 20000
let settled = true
let timer

const isAtRest = () => document.querySelector("[data-test-script-state=notRunning]") !== null

export default function ({ data }) {
  const asked = () => new URLSearchParams(location.search).get(data.word) ?? ""

  function typed(event) {
    if (event.target.closest?.(`.st-key-${data.box}`) === null) return
    if (settled && asked() && event.isTrusted) history.pushState({}, "", location.href)
    settled = false
    clearTimeout(timer)
    timer = setTimeout(dwelt, DWELT_MS)
  }

  function dwelt() {
    clearTimeout(timer)
    if (isAtRest()) settled = true
    else timer = setTimeout(dwelt, DWELT_MS)
  }

  function left() {
    clearTimeout(timer)
    settled = true
  }

  // What Streamlit wrote into the box while it was typed in tells of no change when it is entered.
  function entered(event) {
    if (event.key === "Enter" && event.target.closest?.(`.st-key-${data.box}`)) left()
  }

  // Gone back and forth faster than the page is drawn, the results follow and what stands in the box does not.
  function went() {
    left()
    setTimeout(follow, STEP_MS, Date.now() + PATIENCE_MS, location.href)
  }

  function follow(until, address) {
    if (location.href !== address || Date.now() > until || !settled) return
    const box = document.querySelector(`.st-key-${data.box} input`)
    if (box && isAtRest() && box.value === asked()) return
    if (box && isAtRest() && until - Date.now() < PATIENCE_MS - DWELT_MS) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, asked())
      box.dispatchEvent(new Event("input", { bubbles: true }))
    } else setTimeout(follow, STEP_MS, until, address)
  }

  // Before Streamlit hears of it.
  document.addEventListener("input", typed, true)
  document.addEventListener("change", left, true)
  document.addEventListener("keydown", entered, true)
  window.addEventListener("popstate", went)
  return () => {
    document.removeEventListener("input", typed, true)
    document.removeEventListener("change", left, true)
    document.removeEventListener("keydown", entered, true)
    window.removeEventListener("popstate", went)
  }
}
