// Behind `[[` a field for notes proposes items: by the arrow keys and Enter, or by the mouse. What is chosen is
// written as a link.

const PROPOSING_AFTER = 120 // Milliseconds without a key after which the server is asked.
const LINK_BEGUN = /\[\[([^[\]|\n]{0,120})$/
let proposals = 0 // Lists made so far: each has names of its own.

// `offered()` says where to ask and the words to say, as `proposing.offered` gives them.
function proposeItems(field, offered) {
  const name = `jomo-proposals-${(proposals += 1)}`
  const list = document.createElement("ul")
  Object.assign(list, { id: name, className: "jomo-proposals", hidden: true })
  list.setAttribute("role", "listbox")
    field.after(list)
  field.setAttribute("aria-autocomplete", "list")
  field.setAttribute("aria-controls", name)
  let [timer, asking, found, lit, asked] = [null, null, [], 0, null]

  const begun = () =>
    field.selectionStart === field.selectionEnd ? LINK_BEGUN.exec(field.value.slice(0, field.selectionStart)) : null

  function close() {
    clearTimeout(timer)
    asking?.abort()
    asked = null
    found = []
    list.hidden = true
    field.removeAttribute("aria-activedescendant")
  }

  async function ask(words) {
    asking?.abort()
    asking = new AbortController()
    try {
      const answer = await fetch(offered().address + encodeURIComponent(words), { signal: asking.signal })
      if (!answer.ok || begun()?.[1] !== words) return
      found = await answer.json()
      show(words)
    } catch (error) {
      // Overtaken by the next letter; without a server the field is a field all the same.
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error
    }
  }

  function show(words) {
    const entries = found.map(({ title, told }, place) => {
      const entry = document.createElement("li")
      entry.id = `${name}-${place}`
      entry.setAttribute("role", "option")
      const [called, beside] = [document.createElement("span"), document.createElement("small")]
      called.textContent = title
      beside.textContent = told
      entry.append(called, beside)
      entry.addEventListener("pointermove", () => light(place))
      entry.addEventListener("click", () => choose(place))
      return entry
    })
    if (!entries.length) {
      const none = document.createElement("li")
      none.className = "jomo-none"
      none.textContent = offered().none.replace("{words}", () => words.trim())
      entries.push(none)
    }
    list.setAttribute("aria-label", offered().label)
    list.replaceChildren(...entries)
    list.hidden = false
    light(0)
    list.scrollIntoView({ block: "nearest" })
  }

  function light(place) {
    lit = place
    for (const [at, entry] of [...list.children].entries()) entry.setAttribute("aria-selected", String(at === lit))
    if (found.length) field.setAttribute("aria-activedescendant", `${name}-${lit}`)
    else field.removeAttribute("aria-activedescendant")
  }

  function choose(place) {
    const typed = begun()
    if (!typed || !found[place]) return
    const from = field.selectionStart - typed[0].length
    // Brackets that an editor's habit closed already are the link's own.
    const rest = /^\]{1,2}/.exec(field.value.slice(field.selectionStart))?.[0].length ?? 0
    field.setRangeText(found[place].link, from, field.selectionStart + rest, "end")
    close()
    field.focus()
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }

  function look() {
    const typed = begun()
    if (!typed) return close()
    if (typed[1] === asked) return
    clearTimeout(timer)
    asked = typed[1]
    timer = setTimeout(ask, PROPOSING_AFTER, typed[1])
  }

  const KEYS = {
    ArrowDown: () => light((lit + 1) % found.length),
    ArrowUp: () => light((lit + found.length - 1) % found.length),
    Enter: () => choose(lit),
    Tab: () => choose(lit),
  }
  field.addEventListener(
    "keydown",
    (event) => {
      if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
      const act = event.key === "Escape" ? close : found.length && !event.shiftKey ? KEYS[event.key] : null
      if (!act) return
      act()
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    true,
  )
  field.addEventListener("input", look)
  field.addEventListener("click", look)
  field.addEventListener("keyup", (event) => /^(Arrow(Left|Right)|Home|End)$/.test(event.key) && look())
  // A press on an entry takes no focus from the field: without it the list goes.
  list.addEventListener("pointerdown", (event) => event.preventDefault())
  field.addEventListener("blur", close)
}
