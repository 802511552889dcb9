// A deck of cards in the browser: the next card stands there before Python has heard of the last key.
//
// What is shown is what Python said last, with the presses it has not answered yet played over it. They are kept
// for the tab, so that a page left or loaded again still sends them; Python takes each of them once.

const STORED = "jomo-deck-"
const ANSWER_WITHIN = 3000
const DOUBLE_CLICK = 250
const [SKIP, UNDO, OPEN, WRITE, NOTED] = ["skip", "undo", "open", "write", "noted"]
const NO_REASON = "no-reason:"

function element(tag, className, text) {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

// What stands once the presses are taken: the cards that wait, and the ones Undo would bring back, last first.
function played({ waiting, back, left, dialogs }, presses) {
  const table = { waiting: [...waiting], back: [...back], left, away: false, noted: false }
  const take = (list, id) => {
    const at = list.indexOf(id)
    if (at >= 0) list.splice(at, 1)
    return at >= 0
  }
  for (const { do: done, item } of presses) {
    if (done === NOTED) table.noted = true
    else if (done === WRITE || done.startsWith(NO_REASON)) continue
    else if (done === OPEN || dialogs.includes(done) || !item) table.away = true
    else if (done === UNDO) {
      take(table.back, item)
      take(table.waiting, item) || (table.left += 1)
      table.waiting.unshift(item)
    } else {
      if (take(table.waiting, item)) table.left -= 1
      if (done !== SKIP) table.back.unshift(item)
    }
  }
  return table
}

// A browser puts what gets the keyboard into the middle, and all else with it: what is in sight stays where it is.
function focus(field) {
  field?.focus({ preventScroll: true })
  field?.scrollIntoView({ block: "nearest" })
}

function makeDeck(host) {
  const find = (name) => host.querySelector(`.jd-${name}`)
  const mark = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("")
  const deck = { data: null, cards: {}, pending: [], count: 0, sent: null, wait: ANSWER_WITHIN, tell: () => {} }
  let [shown, said, clicked, retry, made] = [undefined, "", 0, undefined, ""]

  // -- sending -----------------------------------------------------------------------------------

  const keep = () => sessionStorage.setItem(STORED + deck.data.kept, JSON.stringify(deck.pending))

  // One message at a time, with everything that is not answered: Python is not interrupted at its work, and a
  // message that got lost takes nothing with it.
  function send(again = false) {
    if (!deck.pending.length || (deck.sent && !again)) return
    deck.sent = deck.pending.at(-1).id
    deck.tell(deck.pending)
    clearTimeout(retry)
    retry = setTimeout(() => send(true), deck.wait)
    deck.wait = Math.min(2 * deck.wait, 4 * ANSWER_WITHIN)
  }

  function hear(data, tell) {
    deck.tell = tell
    if (deck.data?.kept !== data.kept) {
      deck.pending = JSON.parse(sessionStorage.getItem(STORED + data.kept) ?? "[]")
    }
    const asked = JSON.stringify([data.kept, data.choices, data.others, data.words])
    if (made !== asked) {
      putWords(host, data.words)
      makeButtons(data)
    }
    made = asked
    // What was refused was told to be done.
    if (data.refused.length > (deck.data?.refused.length ?? 0)) said = ""
    // What a dialog is for the dialog says; closed without an answer, nothing was done.
    const asks = ({ id, do: done }) => data.dialogs.includes(done) && data.answered.includes(id)
    if (deck.pending.some(asks)) said = ""
    deck.data = data
    for (const card of data.cards) deck.cards[card.id] = card
    deck.pending = deck.pending.filter(({ id }) => !data.answered.includes(id))
    keep()
    if (!deck.sent || data.answered.includes(deck.sent)) {
      clearTimeout(retry)
      deck.sent = null
      deck.wait = ANSWER_WITHIN
      send()
    }
    draw()
    go()
  }

  // -- drawing -----------------------------------------------------------------------------------

  function draw() {
    const table = played(deck.data, deck.pending)
    const card = deck.cards[table.waiting[0]]
    const over = !card && !deck.pending.length && !deck.data.left
    host.dataset.state = card ? "card" : over ? "end" : "wait"
    if (card) host.dataset.begun = ""
    const [place, note] = deck.data.heads[table.left] ?? ["", ""]
    find("place").textContent = card ? place : ""
    find("note").textContent = card ? note : ""
    drawCard(card)
    find("said").textContent = said
    for (const button of host.querySelectorAll("[data-do]")) {
      button.classList.toggle("jd-sure", Boolean(card) && button.dataset.do === card.sure)
      button.disabled = table.away || (button.dataset.do === UNDO ? !table.back.length : !card)
    }
    drawEnd(over)
    find("refused").hidden = !deck.data.refused.length || table.noted
    find("refused").firstElementChild.replaceChildren(...deck.data.refused.map((line) => element("li", "", line)))
  }

  function drawCard(card) {
    if (shown !== card?.id) {
      closePanel()
      find("words").value = (card && sessionStorage.getItem(draft(card.id))) ?? ""
      find("card").scrollTop = 0
      // Where the page itself scrolls, the next card begins at its beginning.
      if (shown && matchMedia("(max-width: 640px)").matches) find("head").scrollIntoView({ block: "start" })
    }
    shown = card?.id
    if (!card) return
    find("title").textContent = card.title
    find("facts").replaceChildren(...card.facts.map(([text, hint]) => {
      const fact = element("span", "", text)
      if (hint) fact.title = hint
      return fact
    }))  // prettier-ignore
    for (const part of ["summary", "remark"]) {
      find(part).textContent = card[part]
      find(part).hidden = !card[part]
    }
    find("beside").replaceChildren(...card.beside.map(([head, text, key]) => {
      const part = element("p", "", "")
      part.append(element("b", "", head), key ? link(text, key) : element("span", "", text))
      return part
    }))  // prettier-ignore
    const asked = new Set(deck.pending.map(({ do: done }) => done))
    const reasons = card.reasons.filter(([, value]) => !asked.has(value)).map((reason) => doubted(card.id, reason))
    find("beside").firstElementChild?.append(...reasons)
    find("beside").hidden = !card.beside.length
  }

  // What is no reason stays none for every card; this one stays where it is.
  function doubted(id, [label, value]) {
    const button = element("button", "jd-other", label)
    button.type = "button"
    button.addEventListener("click", () => {
      said = label
      press(value, id)
    })
    return button
  }

  // A plain click goes there within the app; with a modifier the browser opens a tab of its own.
  function link(text, [id, key]) {
    const made = element("a", "", text)
    made.href = `item?key=${encodeURIComponent(key)}`
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      press(OPEN, id)
    })
    return made
  }

  function drawEnd(over) {
    const { lines, choice } = deck.data.end
    find("end").hidden = !over
    if (!over) return
    find("end").replaceChildren(...lines.map((line) => element("p", "", line)))
    if (!choice) return
    const [value, label] = choice
    const button = element("button", "jd-sure", label)
    button.type = "button"
    button.addEventListener("click", () => press(value, 0))
    find("end").append(button)
  }

  function makeButton({ key, value, label, colour }) {
    const button = element("button", colour ? "jd-choice" : "jd-other")
    button.type = "button"
    button.dataset.do = value
    button.setAttribute("aria-keyshortcuts", key)
    button.append(element("kbd", "", key), element("span", "", label))
    if (colour) button.style.setProperty("--mark", `var(--st-${colour}-color)`)
    return button
  }

  function makeButtons(data) {
    closePanel()
    host.dataset.name = data.name
    find("question").textContent = data.question
    find("words").hidden = !data.noting
    find("words").placeholder = data.noting
    find("words").setAttribute("aria-label", data.noting)
    find("choices").replaceChildren(...data.choices.map(makeButton))
    find("others").replaceChildren(...data.others.map(makeButton))
    const every = [...data.choices, ...data.others]
    deck.keys = new Map(every.map(({ key, value }) => [key.toLowerCase(), value]))
    const all = [...every, ...every.flatMap(({ then }) => then)]
    deck.choices = new Map(all.map((choice) => [choice.value, choice]))
  }

  // -- more to choose, or a note, over the card; what decides stays where it is ---------------------

  function openPanel(choice, children) {
    find("panel").replaceChildren(element("p", "jd-question", choice.label), ...children)
    find("panel").hidden = false
    deck.panel = choice
    focus(find("panel").querySelector("input[type=text]"))
  }

  function closePanel() {
    deck.panel = null
    find("panel").hidden = true
    find("panel").replaceChildren()
  }

  function askMore(choice) {
    openPanel(choice, choice.then.map((way) => {
      if (!way.asks) return makeButton(way)
      const [label, day] = [element("label", "jd-day", way.label), element("input")]
      day.type = "date"
      day.min = choice.then[0].value.slice(way.value.length)
      day.addEventListener("change", () => day.value >= day.min && act(way.value + day.value))
      label.append(day)
      return label
    }))  // prettier-ignore
  }

  // What is being written of a card outlives its panel and the page: who looks something up finds it again.
  const draft = (id) => `jomo-words ${host.dataset.name} ${id}`

  function askWords(choice) {
    const [field, keep] = [element("input", "jd-words"), element("button", "jd-sure", deck.data.words.keep)]
    Object.assign(field, { type: "text", maxLength: 500, autocomplete: "off", ariaLabel: choice.label })
    keep.type = "button"
    const id = shown
    field.value = sessionStorage.getItem(draft(id)) ?? ""
    field.addEventListener("input", () => sessionStorage.setItem(draft(id), field.value))
    const kept = () => {
      const note = field.value.trim()
      sessionStorage.removeItem(draft(id))
      closePanel()
      if (note) act(WRITE, note)
    }
    field.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && kept())
    keep.addEventListener("click", kept)
    openPanel(choice, [field, keep])
  }

  function inPanel(event, key) {
    if (key === "escape") closePanel()
    else if (!isTyping(document.activeElement)) {
      const { then, key: own } = deck.panel
      const way = key === own.toLowerCase() ? then[0] : then.find((one) => one.key.toLowerCase() === key)
      if (way?.asks) focus(find("panel").querySelector("input"))
      else if (way && !event.repeat) act(way.value)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  // -- what a person does --------------------------------------------------------------------------

  function press(done, id, note = "") {
    deck.count += 1
    deck.pending.push({ id: `${mark}-${deck.count}`, do: done, item: id, note })
    keep()
    draw()
    send()
  }

  function act(done, words) {
    const table = played(deck.data, deck.pending)
    if (table.away) return
    const id = done === UNDO ? table.back[0] : table.waiting[0]
    const choice = deck.choices.get(done)
    if (done === UNDO && id === undefined) said = deck.data.nothing
    else if (id === undefined || !deck.cards[id]) return
    else if (choice?.then.length) return deck.panel === choice ? closePanel() : askMore(choice)
    else if (done === WRITE && words === undefined) return askWords(choice)
    else {
      closePanel()
      said = `${told(done, choice)}: ${deck.cards[id].title}`
      const written = choice?.colour ? find("words").value.trim() : ""
      if (written) sessionStorage.removeItem(draft(id))
      return press(done, id, words ?? written)
    }
    draw()
  }

  // What begins the line that tells what was done; a day that was chosen is told as the browser writes days.
  function told(done, choice) {
    if (deck.data.told[done]) return deck.data.told[done]
    if (choice) return choice.said || `${deck.data.said} ${choice.label}`
    const asking = [...deck.choices.values()].find((way) => way.asks && done.startsWith(way.value))
    const day = new Date(`${done.slice(asking.value.length)}T12:00`)
    return `${asking.said} ${inFull(day)}`
  }

  // As the rest of Jomo writes a day: in Russian without the word for a year.
  const inFull = (day) =>
    deck.data.language === "ru"
      ? day.toLocaleDateString("ru-RU", { dateStyle: "long" }).replace(/\s*г\.$/, "")
      : day.toLocaleDateString("en-GB", { dateStyle: "long" })

  // The note is written before its card is decided: N goes there, Enter or Escape comes back to the keys.
  function noting(event) {
    if (!["Enter", "Escape"].includes(event.key) || event.isComposing) return
    if (event.key === "Escape") {
      event.target.value = ""
      sessionStorage.removeItem(draft(shown))
    }
    event.target.blur()
    event.preventDefault()
  }

  function heard(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const within = host.contains(event.target)
    if (event.repeat && within && [" ", "Enter"].includes(event.key)) event.preventDefault()
    if (document.querySelector("[role=dialog]")) return
    const key = keyOf(event)
    if (deck.panel) return inPanel(event, key)
    if (isTyping(document.activeElement)) return
    if (key === "n" && deck.data?.noting && !event.repeat) {
      focus(find("words"))
      return event.preventDefault()
    }
    const done = deck.keys?.get(key)
    if (!done) return
    // A key that is held acts once.
    if (!event.repeat) act(done)
    event.preventDefault()
    event.stopPropagation()
  }

  host.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-do]")
    if (!button) return
    // The second half of a double click would fall on a card that nobody has seen. Fingers tap once, and quickly.
    const double = event.detail > 1 && event.pointerType !== "touch" && event.timeStamp - clicked < DOUBLE_CLICK
    clicked = event.timeStamp
    if (!double) act(button.dataset.do)
  })
  find("words").addEventListener("keydown", noting)
  find("words").addEventListener("input", (event) => sessionStorage.setItem(draft(shown), event.target.value))
  find("close").addEventListener("click", () => press(NOTED, 0))

  // Who leaves by a link goes once everything is answered: asked for another page, Streamlit would not tell
  // this one what was pressed.
  function leaving(event) {
    const link = event.target.closest?.("a[href]")
    if (!link || host.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!deck.pending.length || deck.late) return
    event.preventDefault()
    event.stopPropagation()
    if (!deck.link) setTimeout(() => go(true), ANSWER_WITHIN)
    deck.link = link
    sendRest()
  }
  function go(late = false) {
    const link = deck.link
    if (!link || (deck.pending.length && !late)) return
    Object.assign(deck, { link: null, late })
    link.click()
    deck.late = false
  }
  const sendRest = () => deck.pending.at(-1)?.id === deck.sent || send(true)
  const hidden = () => document.hidden && sendRest()
  document.addEventListener("keydown", heard, true)
  document.addEventListener("click", leaving, true)
  document.addEventListener("visibilitychange", hidden)
  return Object.assign(deck, {
    hear,
    leave() {
      clearTimeout(retry)
      document.removeEventListener("keydown", heard, true)
      document.removeEventListener("click", leaving, true)
      document.removeEventListener("visibilitychange", hidden)
    },
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".jomo-deck")
  host.jomoDeck ??= makeDeck(host)
  host.jomoDeck.hear(data, (presses) => setTriggerValue("pressed", presses))
  // Streamlit also lets go of a call that newer data has overtaken: the deck goes only with its place.
  return () => host.isConnected || host.jomoDeck.leave()
}
