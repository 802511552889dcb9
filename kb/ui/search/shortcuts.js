// Keys in a list of results: which one is current, and what a key does to it.
// The current one is kept for the tab, so that it is found again after opening an item and coming back.

const STORED = "jomo-current"
const STYLE = "jomo-current-style"

// A message may be overtaken by the next one before Python has seen it, so each tells the last ones again.
const TOLD_FOR = 10000
const mark = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("")
let told = []
let count = 0

function toldWith(did) {
  const at = Date.now()
  count += 1
  told = [...told.filter((each) => at - each.at < TOLD_FOR), { ...did, n: `${mark}-${count}`, at }]
  return told
}

const current = () => Number(sessionStorage.getItem(STORED))

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const { place } = data
  const row = (id) => document.querySelector(`.st-key-item-${place}-${id}`)

  // The rows as they stand now: the list may be drawn anew before this is.
  function ids() {
    const name = new RegExp(`st-key-item-${place}-(\\d+)(?:\\s|$)`)
    const rows = document.querySelectorAll(`[class*="st-key-item-${place}-"]`)
    const found = Array.from(rows, (each) => Number(each.className.match(name)?.[1])).filter(Boolean)
    return [...new Set(found)]
  }

  // A rule rather than a mark on the row: rows are drawn anew at any time.
  function paint() {
    let style = document.getElementById(STYLE)
    if (!style) {
      style = document.createElement("style")
      style.id = STYLE
      document.head.append(style)
    }
    const id = current()
    const accent = getComputedStyle(parentElement.host ?? parentElement).getPropertyValue("--st-primary-color")
    const name = `.st-key-item-${place}-${id}`
    style.textContent =
      `${name} { position: relative; scroll-margin: 5rem 0 9rem }\n` +
      `${name}::before { content: ""; position: absolute; inset: 0 auto 0 -0.7rem; width: 3px; ` +
      `border-radius: 2px; background: ${accent || "currentcolor"} }`
  }

  function go(id) {
    if (id === undefined) return
    sessionStorage.setItem(STORED, String(id))
    paint()
    const found = row(id)
    found?.scrollIntoView({ block: "nearest" })
    found?.querySelector("a")?.focus({ preventScroll: true })
  }

  function move(step) {
    const all = ids()
    const at = all.indexOf(current())
    go(at < 0 ? all[0] : all[Math.min(all.length - 1, Math.max(0, at + step))])
  }

  function act(key) {
    const id = current()
    if (!row(id)) return false
    if (key === "o" || key === "enter") row(id)?.querySelector("a")?.click()
    else if (key === "x") document.querySelector(`.st-key-choose-${id} input`)?.click()
    else if (key === "m") setTriggerValue("did", toldWith({ do: "like", id }))
    else if (/^[1-4]$/.test(key)) {
      setTriggerValue("did", toldWith({ do: "file", id, digit: Number(key) }))
      // Filing goes on to the next; where the list then loses this one, that is where the eye is.
      move(1)
    } else return false
    return true
  }

  function heard(event) {
    const key = keyOf(event)
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (event.repeat && !["j", "k", "arrowdown", "arrowup"].includes(key)) return
    const box = document.querySelector(".st-key-q input")
    const focused = document.activeElement
    if (isTyping(focused)) {
      const first = ids()[0]
      if (focused !== box || key !== "arrowdown" || !first) return
      box.blur()
      go(first)
      event.preventDefault()
      return
    }
    // Arrows scroll and Enter presses what has the focus, unless a result has it.
    const onResult = focused?.closest?.(`[class*="st-key-item-title-${place}-"]`)
    if (["arrowdown", "arrowup"].includes(key) && !onResult) return
    if (key === "enter" && focused !== document.body) return
    let done = true
    if (key === "j" || key === "arrowdown") move(1)
    else if (key === "k" || key === "arrowup") move(-1)
    else if (key === "/" && box) {
      box.focus()
      box.select()
    } else if (key === "u") {
      const offered = document.querySelector(".st-key-notice-undo button")
      if (offered) offered.click()
      else setTriggerValue("did", toldWith({ do: "undo", id: 0 }))
    }
    else done = act(key)
    if (done) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  document.addEventListener("keydown", heard, true)
  paint()
  return () => {
    document.removeEventListener("keydown", heard, true)
    document.getElementById(STYLE)?.remove()
  }
}
