// A text being read: parts come one after another, the first with the page. Formulas are drawn where KaTeX can
// read them, and stay as they were written where it cannot. What is marked is lit without touching the text.

const [MARKS, OPENED] = ["jomo-marks", "jomo-mark-opened"]
const LONGEST_QUOTE = 2000
const MOST_PLACES = 50 // Of the same words, that are looked at for the one that is meant.
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

// The same by letters and figures alone, whatever form they are written in.
function onlyLetters({ text, nodes, offsets }) {
  const { text: bare, kept } = lettersOf(text)
  return { text: bare, nodes: kept.map((at) => nodes[at]), offsets: kept.map((at) => offsets[at]) }
}

function lettersOf(written) {
  const kept = []
  let text = ""
  for (let at = 0; at < written.length; at++)
    for (const letter of written[at].normalize("NFKC").toLowerCase())
      if (/[\p{L}\p{N}]/u.test(letter)) {
        kept.push(at)
        text += letter
      }
  return { text, kept }
}

const plain = (text) => text.replace(/\s+/g, " ").trim()

function makeReader(host) {
  const body = host.querySelector(".jr-text")
  const more = host.querySelector(".jr-more")
  const contents = host.querySelector(".jr-contents")
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

  let found = new Map()

  // Two texts may be read side by side: each has its own ranges among those that are lit.
  const lit = { [MARKS]: [], [OPENED]: [] }
  function lightUp(name, ranges) {
    if (!window.Highlight) return
    const all = CSS.highlights.get(name) ?? Object.assign(new Highlight(), { priority: name === OPENED ? 1 : 0 })
    for (const range of lit[name]) all.delete(range)
    for (const range of ranges) all.add(range)
    lit[name] = ranges
    all.size ? CSS.highlights.set(name, all) : CSS.highlights.delete(name)
  }

  // Where the words of a mark stand: as they are, else by their letters alone, which a new reading of a file
  // leaves when it joins lines otherwise. Of several places the one that was noted is meant.
  function locate(quote, place, all, bare) {
    for (const [wanted, where] of [[plain(quote), all], [lettersOf(quote).text, bare()]]) {
      const places = []
      for (let at = wanted ? where.text.indexOf(wanted) : -1; at >= 0 && places.length < MOST_PLACES; ) {
        places.push(at)
        at = where.text.indexOf(wanted, at + 1)
      }
      if (!places.length) continue
      const meant = places.length > 1 && place ? places.find((at) => placeOf(where.nodes[at]) === place) : undefined
      const at = meant ?? places[0]
      const last = at + wanted.length - 1
      const range = new Range()
      range.setStart(where.nodes[at], where.offsets[at])
      range.setEnd(where.nodes[last], where.offsets[last] + 1)
      return range
    }
    return null
  }

  function light() {
    found = new Map()
    if (reader.data.marks.length) {
      const all = letters(body)
      let kept = null
      const bare = () => (kept ??= onlyLetters(all))
      for (const { number, quote, place } of reader.data.marks) {
        const range = locate(quote, place, all, bare)
        if (range) found.set(number, range)
      }
    }
    lightUp(MARKS, [...found.values()])
    tellMissing()
  }

  let told = null // The style that tells.

  // A mark whose words are not there (any more) stays in the list beside the text, which says so.
  function tellMissing() {
    told?.remove()
    const isWhole = more.hidden
    const missing = isWhole ? reader.data.marks.filter(({ number }) => !found.has(number)) : []
    if (!missing.length) return
    told = make("style")
    const names = (after) => missing.map(({ number }) => `.st-key-own-note-${number}${after}`).join(", ")
    told.textContent =
      `${names("::after")} { content: ${JSON.stringify(reader.data.words.missing)}; font-size: 0.8125rem; opacity: 0.7 }\n` +
      `${missing.map(({ number }) => `.st-key-note-at-${number}`).join(", ")} { display: none }`
    document.head.append(told)
  }

  // A note beside the text leads to its words.
  function open(event) {
    const name = event.target.closest?.('[class*="st-key-note-at-"]')?.className.match(/st-key-note-at-(\d+)/)
    const range = name && found.get(Number(name[1]))
    if (!range) return
    event.preventDefault()
    event.stopPropagation()
    range.startContainer.parentElement.scrollIntoView({ block: "center" })
    lightUp(OPENED, [range])
  }
  document.addEventListener("click", open, true)

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
      range: range.cloneRange(),
      told: {
        quote,
        place: placeOf(range.startContainer),
        prefix: around([body, 0], start).slice(-AROUND),
        suffix: around(end, [body, body.childNodes.length]).slice(0, AROUND),
      },
    }
  }

  const offer = makeOffer(host, {
    chosen,
    keep: (messages) => reader.tell("marked", messages),
    light: (range) => lightUp(OPENED, range ? [range] : []),
    proposals: () => reader.data.proposals,
  })
  let soon
  const changed = () => {
    clearTimeout(soon)
    soon = setTimeout(offer.propose, 150)
  }
  document.addEventListener("selectionchange", changed)

  return Object.assign(reader, {
    hear(data, tell) {
      const same = reader.data?.doc === data.doc
      reader.tell = tell
      reader.data = data
      putWords(host, data.words)
      host.style.setProperty("--page-said", JSON.stringify(data.words.page.replace("{page}", "")))
      offer.hear(data.heard)
      if (!same) {
        reader.parts = []
        asked = -1
        body.replaceChildren()
        list()
      }
      put(data.number, data.html)
      askForNext()
      light()
      if (goal !== null) go(goal)
    },
    leave() {
      document.removeEventListener("selectionchange", changed)
      document.removeEventListener("click", open, true)
      told?.remove()
      clearTimeout(soon)
      for (const name of [MARKS, OPENED]) lightUp(name, [])
    },
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".jomo-read")
  host.jomoReader ??= makeReader(host)
  host.jomoReader.hear(data, setTriggerValue)
  return () => host.isConnected || host.jomoReader.leave()
}
