// Where one is in a text: the share of it above the lowest line that is in sight. Blocks of the text say at which
// character they begin (`data-at`), so the share is the same on every screen and before all of the text is there.

const SETTLED = 800 // Milliseconds without scrolling after which somebody reads where they are.
const BETWEEN = 3000 // Milliseconds between two reports at least.
const PATIENCE = 60000 // Milliseconds for a long text to come.
const STEP = 150
const MOVED = 0.002 // A smaller step than this share is none.
const TOP = 40 // Pixels: who did not scroll further has only opened it.
const HANDS = ["wheel", "touchmove", "keydown", "pointerdown"]
const END = "jomo-at-end"

const isRunning = () => document.querySelector('[data-test-script-state="running"]') !== null
const main = () => document.querySelector('[data-testid="stMain"]')

function makeWatcher() {
  const watcher = { data: null, tell: () => {}, leave }
  let [share, reported, timer, back, begun] = [null, 0, null, null, false]

  const root = () => document.querySelector(watcher.data.within)
  const blocks = () => [...(root()?.querySelectorAll("[data-at]") ?? [])]
  const isWhole = () => !root()?.querySelector(".jr-more:not([hidden])")

  /** The lowest line in sight: what the bar covers is not. */
  function bottom() {
    const bar = document.querySelector(".st-key-item-bar")?.getBoundingClientRect()
    const page = main().getBoundingClientRect().bottom
    return bar?.height ? Math.min(bar.top, page) : page
  }

  /** The characters from a block to the next. */
  function reach(all, number) {
    const at = Number(all[number].dataset.at)
    const next = all[number + 1]
    return [at, (next ? Number(next.dataset.at) : isWhole() ? watcher.data.length : at) - at]
  }

  function here() {
    const all = blocks()
    const low = bottom()
    let number = all.findIndex((block) => block.getBoundingClientRect().top >= low)
    number = number < 0 ? all.length - 1 : number - 1
    if (number < 0) return null
    const box = all[number].getBoundingClientRect()
    const [at, size] = reach(all, number)
    const down = Math.min(1, Math.max(0, (low - box.top) / Math.max(1, box.height)))
    return { share: Math.min(1, (at + down * size) / Math.max(1, watcher.data.length)), place: placeOf(all, number) }
  }

  function placeOf(all, number) {
    const before = all.slice(0, number + 1)
    const page = before.findLast((block) => block.dataset.page)
    if (page) return `p. ${page.dataset.page}`
    const heading = before.findLast((block) => block.querySelector("h3, h4, h5, h6"))
    return heading ? heading.querySelector("h3, h4, h5, h6").textContent.trim() : ""
  }

  // -- going back --------------------------------------------------------------------------------

  function goBack() {
    const goal = watcher.data.start * watcher.data.length
    const until = Date.now() + PATIENCE
    let tries = 2 // Once more when formulas and fonts have come.
    const step = () => {
      back = null
      const all = main() ? blocks() : []
      const after = all.findIndex((block) => Number(block.dataset.at) > goal)
      if (all.length && (after > 0 || isWhole())) {
        const number = after > 0 ? after - 1 : all.length - 1
        const box = all[number].getBoundingClientRect()
        const [at, size] = reach(all, number)
        main().scrollTop += box.top + (box.height * (goal - at)) / Math.max(1, size) - bottom()
        tries -= 1
        if (tries) back = setTimeout(step, SETTLED)
      } else if (Date.now() < until) back = setTimeout(step, STEP)
    }
    step()
  }
  function moved() {
    clearTimeout(back)
    back = null
  }

  // -- telling -----------------------------------------------------------------------------------

  function settle() {
    const now = root() && main() && !back ? here() : null
    if (!now) return
    const { end } = watcher.data
    document.getElementById(END)?.remove()
    if (end !== null && now.share >= end && isWhole()) proposeRead()
    if (share === null ? main().scrollTop < TOP : Math.abs(now.share - share) < MOVED) return
    // While a page is on its way nothing more is asked of it.
    const wait = isRunning() ? SETTLED : reported + BETWEEN - Date.now()
    if (wait > 0) {
      timer = setTimeout(settle, wait)
      return
    }
    share = now.share
    reported = Date.now()
    watcher.tell("reached", now)
  }

  function proposeRead() {
    const style = document.createElement("style")
    style.id = END
    style.textContent =
      ".st-key-bar-read button { border-color: var(--st-primary-color, #1f6f6b); " +
      "box-shadow: 0 0 0 1px var(--st-primary-color, #1f6f6b); font-weight: 600 }\n" +
      `.st-key-bar-read button::before { content: ${JSON.stringify(watcher.data.words.end)}; ` +
      "margin-right: 0.4rem; font-weight: 400 }"
    document.head.append(style)
  }

  function scrolled() {
    clearTimeout(timer)
    timer = setTimeout(settle, SETTLED)
  }

  document.addEventListener("scroll", scrolled, true)
  for (const name of HANDS) window.addEventListener(name, moved, { passive: true })
  function leave() {
    document.removeEventListener("scroll", scrolled, true)
    for (const name of HANDS) window.removeEventListener(name, moved)
    clearTimeout(timer)
    clearTimeout(back)
    document.getElementById(END)?.remove()
  }

  watcher.hear = (data, tell) => {
    Object.assign(watcher, { data, tell })
    if (data.told) for (const one of document.querySelectorAll(".jomo-progress")) one.textContent = data.told
    if (data.end === null) document.getElementById(END)?.remove()
    if (begun) return
    begun = true
    share = data.share
    if (data.start !== null) goBack()
  }
  return watcher
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.host ?? parentElement
  host.jomoPlace ??= makeWatcher()
  host.jomoPlace.hear(data, setTriggerValue)
  return () => {
    // Streamlit also lets go of a call that newer data has overtaken.
    if (host.isConnected) return
    host.jomoPlace?.leave()
    host.jomoPlace = null
  }
}
