// Below what is selected: to highlight it, or to note what one thinks of it. `reader` says what is selected
// (`chosen()`: the range and what is told of it, or null), tells what is to be kept (`keep(messages)`), keeps a
// range lit while a note is written (`light(range)`, null for none), and knows where items are proposed.

const KEEP_AGAIN = 3000 // Milliseconds after which what was not heard is told once more.
let kept = 0

function makeOffer(host, reader) {
  const offer = host.querySelector(".jomo-offer")
  const words = offer.querySelector("textarea")
  let noting = null // What a note is being written to.
  let [pending, again] = [[], null]

  // While a page is on its way, only the last that a component tells is heard: each is told until it was.
  function send() {
    clearTimeout(again)
    if (!pending.length || !host.isConnected) return
    reader.keep(pending)
    again = setTimeout(sendAgain, KEEP_AGAIN)
  }
  const sendAgain = () => (isRunning() ? (again = setTimeout(sendAgain, KEEP_AGAIN)) : send())
  function hear(heard) {
    pending = pending.filter(({ id }) => !heard.includes(id))
    if (!pending.length) clearTimeout(again)
  }

  function propose() {
    if (noting) return
    const now = reader.chosen()
    offer.hidden = !now
    if (now) place(now.range)
  }

  // Where the selection ends, within the host.
  function place(range) {
    const edge = host.getBoundingClientRect()
    const end = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect()
    offer.style.left = `${Math.max(0, Math.min(end.right - edge.left - offer.offsetWidth / 2, edge.width - offer.offsetWidth))}px`
    offer.style.top = `${end.bottom - edge.top + 6}px`
  }

  function close() {
    noting = null
    words.value = ""
    offer.hidden = true
    offer.classList.remove("jo-noting")
    reader.light(null)
  }

  function act(name) {
    const now = noting ?? reader.chosen()
    if (name === "away") close()
    else if (now && (name === "mark" || name === "keep")) {
      const note = name === "keep" ? words.value.trim() : ""
      pending.push({ id: `${Date.now()} ${(kept += 1)}`, ...now.told, note })
      send()
      document.getSelection().removeAllRanges()
      close()
    } else if (now && name === "note") {
      noting = now
      offer.classList.add("jo-noting")
      place(now.range)
      // The selection goes when the field is written in: what it is about stays lit.
      reader.light(now.range)
      words.focus()
    }
  }

  proposeItems(words, reader.proposals)
  // The selection is still there when a button is pressed: it takes no focus.
  offer.addEventListener("pointerdown", (event) => event.target !== words && event.preventDefault())
  offer.addEventListener("click", (event) => act(event.target.dataset.do))
  words.addEventListener("keydown", (event) => {
    if (event.key === "Escape") act("away")
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) act("keep")
    else return
    event.preventDefault()
    event.stopPropagation()
  })

  return { propose, hear, hide: () => noting || (offer.hidden = true) }
}
