// A field that is kept as it is written: the browser has what is typed, and tells it when the hand rests. What was
// not told yet is found again after the page was closed.

const REST = 700 // Milliseconds without a key after which what is written is told.
const AGAIN = 8000 // Milliseconds after which it is told once more where nothing came of it.

function makeField(host) {
  const words = host.querySelector("textarea")
  const [status, done] = [host.querySelector("[role=status]"), host.querySelector("button")]
  const field = { data: null, tell: () => {}, told: "" }
  let timer
  const draft = () => `jomo-note ${field.data.item}`

  function show() {
    const text = words.value.trim()
    done.hidden = !text
    const said = text === field.data.kept.trim() ? field.data.words.kept : field.data.words.keeping
    status.textContent = !text || field.data.failed ? "" : said
  }
  function say(name) {
    clearTimeout(timer)
    if (name === "typed" && words.value === field.told) return
    field.told = words.value
    field.tell("typed", words.value)
    timer = setTimeout(insist, AGAIN)
  }
  // What was told while a page was on its way may have been lost with it.
  function insist() {
    if (!words.value.trim() || field.data.failed || words.value.trim() === field.data.kept.trim()) return
    if (isRunning()) {
      timer = setTimeout(insist, AGAIN)
      return
    }
    field.told = null
    say("typed")
  }
  words.addEventListener("input", () => {
    localStorage.setItem(draft(), words.value)
    clearTimeout(timer)
    timer = setTimeout(say, REST, "typed")
    show()
  })
  words.addEventListener("blur", () => say("typed"))
  words.addEventListener("keydown", (event) => {
    event.stopPropagation()
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) done.click()
  })
  proposeItems(words, () => field.data.proposals)
  done.addEventListener("click", () => {
    clearTimeout(timer)
    field.tell("done", words.value)
    localStorage.removeItem(draft())
    field.told = words.value = ""
    show()
  })

  field.hear = (data, tell) => {
    const first = field.data === null
    Object.assign(field, { data, tell })
    putWords(host, data.words)
    if (first) {
      const left = localStorage.getItem(draft())
      words.value = left ?? data.kept
      field.told = data.kept
      // Of another visit: it goes on as it was, and is told anew.
      if (left && left.trim() !== data.kept.trim()) say("typed")
    } else if (data.kept && words.value.trim() === data.kept.trim()) localStorage.removeItem(draft())
    show()
  }
  return field
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".jomo-note")
  host.jomoNote ??= makeField(host)
  host.jomoNote.hear(data, setTriggerValue)
}
