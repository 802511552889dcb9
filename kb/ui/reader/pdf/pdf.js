// Shows a PDF page by page by pdf.js: its text can be selected, searched and marked. Where one is survives whatever
// Streamlit draws anew, and another visit in this tab.

const [MARKED, NOTING] = ["jomo-marked", "jomo-noting"] // Names of highlights in the style sheet.
const AROUND = 80 // Characters told before and after a selection, enough to tell it from its likes.
const SETTLED = 1500 // Milliseconds without scrolling after which somebody reads where they are.
const TOLD_AGAIN = 5000 // Milliseconds after which that is told once more where it was not heard.
const LETTERS = /[\p{L}\p{N}]/u

let library = null // A promise of pdf.js and its viewer, once a PDF was to be shown.
function loaded(path) {
  library ??= (async () => {
    // This script has no address of its own that another could be told from.
    const base = new URL(path, location.href).href
    const core = await import(`${base}/pdf.min.mjs`)
    core.GlobalWorkerOptions.workerSrc = `${base}/pdf.worker.min.mjs`
    return { base, core, parts: await import(`${base}/pdf_viewer.mjs`) }
  })()
  library.catch(() => (library = null))
  return library
}

/** Texts are compared by their letters: blanks, hyphens and line ends differ between pages and what is read of them. */
function lettersOf(text) {
  const kept = []
  let letters = ""
  for (let at = 0; at < text.length; at++) {
    const letter = text[at].normalize("NFKC").toLowerCase()
    if (!LETTERS.test(letter)) continue
    for (const one of letter) {
      kept.push(at)
      letters += one
    }
  }
  return { letters, kept }
}

/** Where a quote stands in the text nodes of a page, or null. */
function rangeOf(layer, quote) {
  const nodes = []
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
  let text = ""
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode])
    text += walker.currentNode.data
  }
  const { letters, kept } = lettersOf(text)
  const wanted = lettersOf(quote).letters
  const start = wanted ? letters.indexOf(wanted) : -1
  if (start < 0) return null
  const place = (at) => {
    const [begin, node] = nodes.findLast(([begin]) => begin <= at)
    return [node, at - begin]
  }
  const range = document.createRange()
  range.setStart(...place(kept[start]))
  const [last, end] = place(kept[start + wanted.length - 1])
  range.setEnd(last, end + 1)
  return range
}

/** The text of a part of a page, a line a line. */
const textOf = (range) => {
  const holder = document.createElement("div")
  holder.append(range.cloneContents())
  for (const line of holder.querySelectorAll("br")) line.replaceWith("\n")
  return holder.textContent
}

/** Words with values put in place of their names in braces. */
const put = (said, values) => said.replace(/\{(\w+)\}/g, (_, name) => values[name])

function makeReader(host) {
  const find = (name) => host.querySelector(`.jp-${name}`)
  const [scroll, said, page, count, zoom, words, found] = [
    "scroll", "said", "page", "count", "zoom", "words", "found"
  ].map(find) // prettier-ignore
  const reader = { shown: "", data: null, viewer: null, tell: () => {}, leave }
  let bus, task, labels, opened, reading, told, marks
  const leaving = new AbortController()
  const on = (target, name, heard) => target.addEventListener(name, heard, { signal: leaving.signal })

  // -- opening -----------------------------------------------------------------------------------

  async function open(data) {
    const { base, core, parts } = await loaded(data.library)
    bus = new parts.EventBus()
    const links = new parts.PDFLinkService({ eventBus: bus, externalLinkTarget: 2, externalLinkRel: "noopener noreferrer" })
    const finder = new parts.PDFFindController({ eventBus: bus, linkService: links })
    keepInPlace(finder)
    const viewer = new parts.PDFViewer({
      container: scroll,
      viewer: scroll.firstElementChild,
      eventBus: bus,
      linkService: links,
      findController: finder,
      annotationMode: core.AnnotationMode.ENABLE,
      annotationEditorMode: core.AnnotationEditorType.DISABLE,
      removePageBorders: true,
      maxCanvasPixels: 2 ** 24,
      abortSignal: leaving.signal,
    })
    links.setViewer(viewer)
    listen(viewer, parts.FindState)
    task = core.getDocument({
      url: data.address,
      standardFontDataUrl: `${base}/`,
      wasmUrl: `${base}/`,
      // What is read of a large file is asked for in pieces, when it is needed.
      disableAutoFetch: true,
      disableStream: true,
      isEvalSupported: false,
      enableXfa: false,
      verbosity: core.VerbosityLevel.ERRORS,
    })
    const pdf = await task.promise
    if (leaving.signal.aborted) return
    labels = await pdf.getPageLabels()
    viewer.setDocument(pdf)
    links.setDocument(pdf)
    viewer.setPageLabels(labels)
    reader.viewer = viewer
    count.textContent = put(reader.data.words.of, { pages: pdf.numPages })
    host.dataset.state = "open"
  }

  // pdf.js moves whatever scrolls around a place that it found: the field for words would leave the screen.
  function keepInPlace(finder) {
    const show = finder.scrollMatchIntoView.bind(finder)
    finder.scrollMatchIntoView = (told) => {
      const around = host.closest('[data-testid="stMain"]')
      const at = around?.scrollTop
      show(told)
      if (around) around.scrollTop = at
    }
  }

  function refuse(error) {
    if (leaving.signal.aborted) return
    host.dataset.state = "refused"
    said.textContent =
      error.name === "PasswordException"
        ? reader.data.words.locked
        : put(reader.data.words.refused, { reason: error.message })
  }

  function listen(viewer, states) {
    bus.on("pagesinit", () => {
      // Known before the viewer tells of its first place, which is kept instead.
      const before = lastPlace()
      viewer.currentScaleValue = "page-width"
      goBack(viewer, before)
    })
    bus.on("pagechanging", ({ pageNumber, pageLabel }) => (page.value = pageLabel ?? String(pageNumber)))
    bus.on("scalechanging", ({ scale }) => (zoom.textContent = `${Math.round(scale * 100)}\u00a0%`))
    bus.on("updateviewarea", ({ location }) => remember(location))
    bus.on("textlayerrendered", () => markAll())
    bus.on("updatetextlayermatches", () => requestAnimationFrame(markAll))
    const tellFound = ({ state, matchesCount: { current = 0, total = 0 } = {} }) => {
      if (state === states.PENDING) return
      const { found: some, nowhere } = reader.data.words
      found.textContent = !words.value ? "" : total ? put(some, { place: current, places: total }) : nowhere
    }
    bus.on("updatefindmatchescount", tellFound)
    bus.on("updatefindcontrolstate", tellFound)
  }

  // -- where one is ------------------------------------------------------------------------------

  const kept = () => `jomo-pdf ${reader.shown}`

  const lastPlace = () => JSON.parse(sessionStorage.getItem(kept()) ?? "null")

  function goBack(viewer, before) {
    const wanted = reader.data.page && numberOf(reader.data.page, viewer)
    const asked = `${kept()} ${reader.data.page}`
    // A page that the address asks for is gone to once, not on each return to this tab.
    if (wanted && !sessionStorage.getItem(asked)) viewer.currentPageNumber = wanted
    else if (!before && reader.data.share) scroll.scrollTop = reader.data.share * scroll.scrollHeight - scroll.clientHeight
    else if (before) viewer.scrollPageIntoView({ pageNumber: before.page, destArray: [null, { name: "XYZ" }, null, before.top, null] })
    if (wanted) sessionStorage.setItem(asked, "1")
    page.value = labels?.[viewer.currentPageNumber - 1] ?? String(viewer.currentPageNumber)
  }

  function numberOf(label, viewer) {
    const number = viewer.pageLabelToPageNumber(label) ?? Number(label || NaN)
    return Number.isInteger(number) && number > 0 && number <= viewer.pagesCount ? number : null
  }

  function remember({ pageNumber, top }) {
    const here = JSON.stringify({ page: pageNumber, top })
    sessionStorage.setItem(kept(), here)
    // Who only opened it has not read on.
    const first = (opened ??= here)
    if (!reader.data.follows || here === first) return
    clearTimeout(reading)
    reading = setTimeout(tellRead, SETTLED, pageNumber)
  }

  function tellRead(pageNumber) {
    if (isRunning()) {
      reading = setTimeout(tellRead, SETTLED, pageNumber)
      return
    }
    const share = Math.min(1, (scroll.scrollTop + scroll.clientHeight) / scroll.scrollHeight)
    told = labelOf(pageNumber)
    reader.tell("read", { share, place: placeOf(pageNumber) })
    // Lost where something else was told before a page on its way could hear of it.
    reading = setTimeout(tellRead, TOLD_AGAIN, pageNumber)
  }

  const labelOf = (number) => labels?.[number - 1] ?? String(number)
  const placeOf = (number) => `p. ${labelOf(number)}`

  // -- the bar -----------------------------------------------------------------------------------

  on(page, "change", () => {
    if (!reader.viewer) return
    const number = numberOf(page.value.trim(), reader.viewer)
    if (number) reader.viewer.currentPageNumber = number
    else page.value = reader.viewer.currentPageLabel ?? String(reader.viewer.currentPageNumber)
  })
  on(host, "click", (event) => {
    const wanted = event.target.closest("button")?.dataset.do
    if (!wanted || !reader.viewer) return
    if (wanted === "in") reader.viewer.increaseScale()
    if (wanted === "out") reader.viewer.decreaseScale()
    if (wanted === "width") reader.viewer.currentScaleValue = "page-width"
    if (wanted === "next" || wanted === "previous") search("again", wanted === "previous")
  })
  on(words, "input", () => search("", false))
  on(words, "keydown", (event) => {
    if (event.key === "Enter") search("again", event.shiftKey)
    if (event.key === "Escape") {
      words.value = ""
      search("", false)
    }
    event.stopPropagation()
  })
  on(page, "keydown", (event) => event.stopPropagation())
  on(host, "keydown", (event) => {
    if (event.key !== "f" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    words.select()
  })

  function search(type, findPrevious) {
    bus?.dispatch("find", { source: host, type, query: words.value, caseSensitive: false, entireWord: false, highlightAll: true, findPrevious, matchDiacritics: false })
  }

  // -- what is selected and marked ---------------------------------------------------------------

  function selected() {
    const selection = document.getSelection()
    if (!selection?.rangeCount || selection.isCollapsed) return null
    const range = selection.getRangeAt(0)
    const layer = elementOf(range.startContainer).closest?.(".textLayer")
    if (!layer || !scroll.contains(layer) || !scroll.contains(range.endContainer)) return null
    const [before, after] = [document.createRange(), document.createRange()]
    before.selectNodeContents(layer)
    before.setEnd(range.startContainer, range.startOffset)
    const last = elementOf(range.endContainer).closest(".textLayer") ?? layer
    after.selectNodeContents(last)
    if (last.contains(range.endContainer)) after.setStart(range.endContainer, range.endOffset)
    const number = Number(layer.closest(".page").dataset.pageNumber)
    const quote = textOf(range).trim()
    return quote && { range: range.cloneRange(), told: { quote, place: placeOf(number), prefix: textOf(before).slice(-AROUND), suffix: textOf(after).slice(0, AROUND) } }
  }

  const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)

  const offer = makeOffer(host, {
    chosen: selected,
    keep: (messages) => reader.tell("selected", messages),
    light: (range) => {
      if (!globalThis.CSS?.highlights) return
      range ? CSS.highlights.set(NOTING, new Highlight(range)) : CSS.highlights.delete(NOTING)
    },
    proposals: () => reader.data.proposals,
  })

  // While something is being dragged the offer would be in its way.
  let dragging = false
  const settled = () => dragging || requestAnimationFrame(offer.propose)
  on(scroll, "pointerdown", () => {
    dragging = true
    offer.hide()
  })
  on(document, "pointerup", () => {
    dragging = false
    settled()
  })
  on(document, "pointercancel", () => (dragging = false))
  on(document, "selectionchange", settled)
  on(scroll, "scroll", offer.hide)

  // Marks are a highlight of the browser's own: nothing is put into the text that pdf.js looks after.
  function markAll() {
    if (!globalThis.CSS?.highlights) return
    marks ??= new Highlight()
    CSS.highlights.set(MARKED, marks)
    marks.clear()
    for (const layer of scroll.querySelectorAll(".textLayer")) {
      const number = Number(layer.closest(".page").dataset.pageNumber)
      for (const one of reader.data.marks) {
        if (one.place && one.place !== placeOf(number)) continue
        const range = rangeOf(layer, one.quote)
        if (range) marks.add(range)
      }
    }
  }

  function leave() {
    leaving.abort()
    clearTimeout(reading)
    marks?.clear()
    task?.destroy()
  }

  reader.hear = (data) => {
    const another = reader.data && data.page !== reader.data.page
    reader.data = data
    host.dataset.dark = data.dark
    if (!reader.shown) putWords(host, data.words)
    offer.hear(data.heard)
    if (told && told === data.reached) {
      clearTimeout(reading)
      told = null
    }
    if (!reader.shown) {
      reader.shown = data.address
      open(data).catch(refuse)
    } else {
      if (another && reader.viewer) goBack(reader.viewer, lastPlace())
      markAll()
    }
  }
  return reader
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".jomo-pdf")
  host.jomoPdf ??= makeReader(host)
  host.jomoPdf.tell = setTriggerValue
  host.jomoPdf.hear(data)
  // Streamlit also lets go of a call that newer data has overtaken: the reader goes only with its place.
  return () => {
    if (host.isConnected) return
    host.jomoPdf?.leave()
    host.jomoPdf = null
  }
}
