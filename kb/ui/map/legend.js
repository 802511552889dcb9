// The legend and the time below the map: both say what is drawn and let less of it through.

const SHAPES = {
  circle: "M8 3a5 5 0 1 0 .01 0Z",
  square: "M3.5 3.5h9v9h-9Z",
  diamond: "M8 2l6 6-6 6-6-6Z",
  "triangle-up": "M8 3l6 10H2Z",
  "triangle-down": "M8 13l6-10H2Z",
  cross: "M6 2h4v4h4v4h-4v4H6v-4H2V6h4Z",
  x: "M4.5 2 8 5.5 11.5 2 14 4.5 10.5 8l3.5 3.5-2.5 2.5L8 10.5 4.5 14 2 11.5 5.5 8 2 4.5Z",
  star: "M8 1.5l1.9 4.3 4.6.5-3.4 3.1.9 4.6L8 11.7 4 14l.9-4.6L1.5 6.3l4.6-.5Z",
  pentagon: "M8 2l6 4.6-2.3 7.4H4.3L2 6.6Z",
  hexagon: "M5 3h6l3 5-3 5H5L2 8Z",
  bowtie: "M2 3l6 5 6-5v10L8 8l-6 5Z",
  hourglass: "M3 2h10L8 8l5 6H3l5-6Z",
}

function glyph(marker) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  svg.setAttribute("viewBox", "0 0 16 16")
  svg.setAttribute("aria-hidden", "true")
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path")
  path.setAttribute("d", SHAPES[marker.symbol] ?? SHAPES.circle)
  path.setAttribute("fill", marker.color)
  if (marker.line?.width) path.setAttribute("stroke", marker.line.color)
  svg.append(path)
  return svg
}

// A button an entry. One click hides or shows it; with Shift, or twice, everything else.
function makeLegend(row, read, { shown, figure }, { words, inWords }, onHide) {
  const entries = read.filter((part) => part.ids && part.value)
  row.replaceChildren()
  for (const part of entries) {
    const button = document.createElement("button")
    button.type = "button"
    button.dataset.value = part.value
    button.title = words.entry
    const count = document.createElement("small")
    count.textContent = inWords(part.ids.length)
    button.append(glyph(part.trace.marker), shown(part.value), count)
    button.addEventListener("click", (event) => onHide(part.value, event.shiftKey || event.detail === 2))
    row.append(button)
  }
  for (const [stance, said] of Object.entries(figure.stances)) {
    const key = document.createElement("span")
    const swatch = document.createElement("i")
    swatch.className = `jm-swatch jm-${stance}`
    key.append(swatch, said)
    row.append(key)
  }
  return entries.map((part) => part.value)
}

function paintLegend(row, hidden) {
  for (const button of row.querySelectorAll("button"))
    button.setAttribute("aria-pressed", String(!hidden.has(button.dataset.value)))
}

const STEP = 700

// The slider over the months that hold something, and playing them.
function makeTime(row, onTime) {
  const [play, slider, said, span] = ["button", "input", "output", "select"].map((name) => row.querySelector(name))
  const state = { months: [], counts: [], time: { until: null, span: "all" }, timer: 0, playing: false }

  function show() {
    const last = state.months.length - 1
    const at = state.time.until ?? last
    slider.max = String(last)
    slider.value = String(at)
    span.value = state.time.span
    const [from] = stretch(state.time, state.calendar)
    let shown = 0
    for (let month = from; month <= at; month++) shown += state.counts[month]
    said.textContent = `${state.months[at]} · ${state.items(shown)}`
    slider.setAttribute("aria-valuetext", said.textContent)
    play.textContent = state.playing ? state.words.stop : state.words.play
    play.setAttribute("aria-pressed", String(state.playing))
    row.hidden = last < 1
  }

  async function go(until, settled) {
    const last = state.months.length - 1
    state.time = { ...state.time, until: until >= last && !state.playing && state.time.span === "all" ? null : until }
    show()
    await onTime(settled && !state.playing)
  }

  async function step() {
    const last = state.months.length - 1
    const at = state.time.until ?? last
    if (!state.playing) return
    if (at >= last) return stop()
    const began = performance.now()
    await go(at + 1, false)
    stepIn(Math.max(60, STEP - (performance.now() - began)))
  }

  // Once, also where it was stopped and begun again while the map was drawn.
  function stepIn(ms) {
    clearTimeout(state.timer)
    state.timer = setTimeout(step, ms)
  }

  function stop() {
    if (!state.playing) return
    state.playing = false
    clearTimeout(state.timer)
    go(Number(slider.value), true)
  }

  play.addEventListener("click", async () => {
    if (state.playing) return stop()
    state.playing = true
    const last = state.months.length - 1
    await go((state.time.until ?? last) >= last ? 0 : state.time.until, false)
    stepIn(STEP)
  })
  slider.addEventListener("input", () => {
    state.playing = false
    clearTimeout(state.timer)
    go(Number(slider.value), true)
  })
  span.addEventListener("change", () => {
    state.time = { ...state.time, span: span.value }
    go(Number(slider.value), true)
  })
  return { state, show, stop }
}
