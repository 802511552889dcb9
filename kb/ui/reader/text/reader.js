// A text being read: parts come one after another, the first with the page. Formulas are drawn where KaTeX can
// read them, and stay as they were written where it cannot. What is marked is lit without touching the text.

const MARKS = "jomo-marks"
const LONGEST_QUOTE = 2000
const AROUND = 40
const NARROW = 640

function make(tag, className, text) {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

// The text of a place with its blanks made one, and for each of its characters where it stands.
function letters(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const [nodes, offsets] = [[], []]
  let text = ""
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".jr-who")) continue
    const written = node.data
    for (let at = 0; at < written.length; at++) {
      const blank = /\s/.test(written[at])
      if (blank && (!text || text.endsWith(" "))) continue
      text += blank ? " " : written[at]
      nodes.push(node)
      offsets.push(at)
    }
    if (!text.endsWith(" ") && node.parentElement.matches("p, li, h3, h4, h5, h6, td, th, pre, code")) {
      const last = node.parentElement.lastChild === node
      if (last) {
        text += " "
        nodes.push(node)
        offsets.push(written.length - 1)
      }
    }
  }
  return { text, nodes, offsets }
}

const plain = (text) => text.replace(/\s+/g, " ").trim()

function makeReader(host) {
  const body = host.querySelector(".jr-text")
  const more = host.querySelector(".jr-more")
  const contents = host.querySelector(".jr-contents")
  const offer = host.querySelector(".jr-do")
  const reader = { data: null, parts: [], tell: () => {} }
  let [katex, goal, asked] = [null, null, -1]

  async function draw(part) {
    const formulas = part.querySelectorAll(".jr-f:not(.jr-drawn)")
    if (!formulas.length || !reader.data.katex) return
    katex ??= import(new URL(reader.data.katex, document.baseURI).href).then((found) => found.default)
    const painter = await katex.catch(() => null)
    if (!painter) return
    for (const formula of formulas) {
      const written = formula.textContent
      const edge = Number(formula.dataset.mark)
      try {
        formula.innerHTML = painter.renderToString(written.slice(edge, -edge), {
          displayMode: formula.classList.contains("jr-display"),
          maxExpand: 200,
          maxSize: 20,
          strict: "ignore",
          throwOnError: true,
          trust: false,
        })
        // Streamlit's script names these classes otherwise than its styles do: both names stand.
        for (const one of formula.querySelectorAll("[class*=katex-]"))
          one.classList.add(...[...one.classList].map((name) => name.replace(/^katex-(?!html|mathml|display)/, "")))
        formula.classList.add("jr-drawn")
      } catch {
        formula.textContent = written
      }
    }
  }

  // -- parts -------------------------------------------------------------------------------------

  function put(number, html) {
    if (reader.parts[number]) return
    const part = make("div", "jr-part")
    part.innerHTML = html
    reader.parts[number] = part
    const before = reader.parts.slice(0, number).findLast(Boolean)
    before ? before.after(part) : body.prepend(part)
    draw(part)
  }

  function askForNext() {
    const { parts } = reader.data
    const next = Array.from({ length: parts }, (_, number) => number).find((number) => !reader.parts[number])
    more.hidden = next === undefined
    if (next === undefined || next === asked) return
    asked = next
    const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50))
    idle(() => host.isConnected && reader.tell("wanted", next))
  }

  function go(at) {
    goal = at
    const place = body.querySelector(`[data-at="${at}"]`)
    if (!place) return
    goal = null
    place.scrollIntoView({ block: "start" })
  }

  function list() {
    const entries = reader.data.contents
    host.classList.toggle("jr-paged", reader.data.paged)
    contents.hidden = !entries.length
    contents.open = window.innerWidth > NARROW
    contents.querySelector("nav").replaceChildren(
      ...entries.map(({ title, depth, at }) => {
        const entry = make("button", "", title)
        entry.type = "button"
        entry.style.setProperty("--depth", depth)
        entry.addEventListener("click", () => go(at))
        return entry
      }),
    )
  }

  // -- marks -------------------------------------------------------------------------------------

  function light() {
    if (!window.Highlight) return
    const ranges = []
    if (reader.data.marks.length) {
      const { text, nodes, offsets } = letters(body)
      for (const { quote } of reader.data.marks) {
        const wanted = plain(quote)
        const at = wanted ? text.indexOf(wanted) : -1
        if (at < 0) continue
        const last = at + wanted.length - 1
        const range = new Range()
        range.setStart(nodes[at], offsets[at])
        range.setEnd(nodes[last], offsets[last] + 1)
        ranges.push(range)
      }
    }
    CSS.highlights.set(MARKS, new Highlight(...ranges))
  }

  // The page where the words stand, else who said them, else the heading above them.
  function placeOf(node) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement
    const turn = element.closest("[data-place]")
    if (turn) return turn.dataset.place
    const before = (one) =>
      one.contains(element) || Boolean(one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
    const page = [...body.querySelectorAll("[data-page]")].findLast(before)
    if (page) return `p. ${page.dataset.page}`
    const heading = [...body.querySelectorAll("h3, h4, h5, h6")].findLast(before)
    return heading ? plain(heading.textContent) : ""
  }

  function chosen() {
    const selection = document.getSelection()
    if (!selection.rangeCount || selection.isCollapsed) return null
    const range = selection.getRangeAt(0)
    if (!body.contains(range.startContainer) || !body.contains(range.endContainer)) return null
    const quote = plain(selection.toString())
    if (!quote || quote.length > LONGEST_QUOTE) return null
    const around = (from, to) => {
      const piece = new Range()
      piece.setStart(...from)
      piece.setEnd(...to)
      return piece.toString().replace(/\s+/g, " ")
    }
    const start = [range.startContainer, range.startOffset]
    const end = [range.endContainer, range.endOffset]
    return {
      quote,
      place: placeOf(range.startContainer),
      prefix: around([body, 0], start).slice(-AROUND),
      suffix: around(end, [body, body.childNodes.length]).slice(0, AROUND),
      box: range.getBoundingClientRect(),
    }
  }

  function propose() {
    const found = chosen()
    offer.hidden = !found
    if (!found) return
    const edge = host.getBoundingClientRect()
    offer.style.left = `${Math.max(0, Math.min(found.box.left - edge.left, edge.width - 110))}px`
    offer.style.top = `${found.box.bottom - edge.top + 6}px`
  }

  // The selection is still there when the button is pressed: it takes no focus.
  offer.addEventListener("pointerdown", (event) => event.preventDefault())
  offer.addEventListener("click", () => {
    const found = chosen()
    if (!found) return
    const { box, ...message } = found
    reader.tell("marked", message)
    document.getSelection().removeAllRanges()
    offer.hidden = true
  })
  let soon
  const changed = () => {
    clearTimeout(soon)
    soon = setTimeout(propose, 150)
  }
  document.addEventListener("selectionchange", changed)

  return Object.assign(reader, {
    hear(data, tell) {
      const same = reader.data?.doc === data.doc
      reader.tell = tell
      reader.data = data
      if (!same) {
        reader.parts = []
        asked = -1
        body.replaceChildren()
        list()
      }
      put(data.number, data.html)
      light()
      askForNext()
      if (goal !== null) go(goal)
    },
    leave() {
      document.removeEventListener("selectionchange", changed)
      clearTimeout(soon)
      window.Highlight && CSS.highlights.delete(MARKS)
    },
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".jomo-read")
  host.jomoReader ??= makeReader(host)
  host.jomoReader.hear(data, setTriggerValue)
  return () => host.isConnected || host.jomoReader.leave()
}
