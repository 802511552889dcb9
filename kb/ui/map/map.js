// The map itself: draws with the Plotly of our own package, keeps the view whatever is drawn anew, and tells Python what a person did in small words: an id, a list of ids, a month.

const CONFIG = { displayModeBar: false, displaylogo: false, showSendToCloud: false, scrollZoom: true, doubleClick: "reset" }
const STEP_INTO = 1.5
const CLICK = 5
const PANEL = 380 // Pixels that the panel takes with its margin.

function read(name) {
  const kept = window.jomoCarried?.[name]
  return kept && { stamp: kept.stamp, ...JSON.parse(new TextDecoder().decode(kept.bytes)) }
}

let plotly = null // A promise of the library, once something was to be drawn.
function loaded(address) {
  plotly ??= new Promise((done, failed) => {
    const script = document.createElement("script")
    script.src = address
    script.onload = () => done(window.Plotly)
    script.onerror = () => {
      plotly = null
      failed(new Error(`The map could not load ${address}`))
    }
    document.head.append(script)
  })
  return plotly
}

function makeMap(host) {
  const find = (name) => host.querySelector(name)
  const [stage, chart, layer, tip, over, ring, aim] = ["stage", "chart", "names", "tip", "over", "ring", "aim"].map((name) => find(`.jm-${name}`))
  const map = {
    data: null, figure: null, points: null, parts: [], names: [], values: [],
    regions: [], seen: null, plotly: null, lit: null, chosen: new Set(), hidden: new Set(), mode: "pan", hovered: null, focused: null, opened: null,
    shown: (value) => map.figure.words[value] ?? value,
    heard: 0, tell: () => {}, drawing: false, drawnFor: "",
  }  // prettier-ignore

  // -- places ------------------------------------------------------------------------------------

  // The chart has no margins: what is seen of the map fills the stage.
  function at(x, y) {
    const [[left, right], [low, high]] = map.seen
    return [((x - left) / (right - left)) * stage.clientWidth, (1 - (y - low) / (high - low)) * stage.clientHeight]
  }
  function from(across, down) {
    const [[left, right], [low, high]] = map.seen
    return [left + (across / stage.clientWidth) * (right - left), high - (down / stage.clientHeight) * (high - low)]
  }
  // What is seen now: as Plotly tells while somebody moves it, else as its layout has it.
  function follow(told = {}) {
    // Who has left the page meanwhile sees nothing of it any more.
    if (!chart.layout) return
    const range = (name) =>
      told[`${name}.range`] ?? (`${name}.range[0]` in told ? [told[`${name}.range[0]`], told[`${name}.range[1]`]] : chart.layout[name].range)
    map.seen = ["xaxis", "yaxis"].map((name) => [...range(name)])
    settle()
  }
  const zoom = () => {
    const [left, right] = map.seen[0]
    const [whole, end] = map.figure.figure.layout.xaxis.range
    return (end - whole) / (right - left)
  }
  const place = (id) => map.places.get(id)

  function mark(node, id) {
    const known = id !== null && map.places?.get(id)
    node.hidden = !known
    if (!known || !map.seen) return
    const [x, y] = at(known[0], known[1])
    node.hidden = x < 0 || y < 0 || x > stage.clientWidth || y > stage.clientHeight
    node.style.transform = `translate(${x}px, ${y}px)`
  }

  function settle() {
    if (!map.seen) return
    const bar = find(".jm-bar")
    const kept = { left: bar.offsetLeft, top: bar.offsetTop, right: bar.offsetLeft + bar.offsetWidth, bottom: bar.offsetTop + bar.offsetHeight }
    placeNames(layer, map.names, { at, from, width: stage.clientWidth, height: stage.clientHeight, zoom: zoom(), kept: [kept], regions: map.regions })
    mark(ring, map.opened)
    mark(over, map.hovered)
    mark(aim, document.activeElement === stage ? map.focused : null)
  }

  function view(x, y, factor) {
    const [width, height] = map.seen.map(([from, to]) => (to - from) / factor / 2)
    return map.plotly.relayout(chart, {
      "xaxis.range": [x - width, x + width],
      "yaxis.range": [y - height, y + height],
    })
  }
  const middle = () => map.seen.map(([from, to]) => (from + to) / 2)
  function whole() {
    const { xaxis, yaxis } = map.figure.figure.layout
    return map.plotly.relayout(chart, { "xaxis.range": [...xaxis.range], "yaxis.range": [...yaxis.range] })
  }
  // Only what is out of sight moves the map.
  function bring(id) {
    const known = place(id)
    if (!known || !map.seen) return
    const [x, y] = at(known[0], known[1])
    if (x < 0 || y < 0 || x > stage.clientWidth || y > stage.clientHeight) view(known[0], known[1], 1)
  }
  // The panel lies on the map, at the side where it does not cover what it tells of.
  function makeRoom(id) {
    const around = host.closest(".st-key-map-stage")
    if (!around || !map.seen) return
    const known = id !== null && place(id)
    around.classList.toggle("jm-panel-left", Boolean(known) && at(known[0], known[1])[0] > stage.clientWidth - PANEL)
  }

  // -- drawing -----------------------------------------------------------------------------------

  function draw() {
    if (map.figure && map.points && map.plotly) map.drawn = paint()
    return map.drawn
  }

  async function paint() {
    // A copy: Plotly writes the view into the layout it is given.
    const layout = structuredClone(map.figure.figure.layout)
    const months = stretch(time.state.time, map.points.calendar)
    const moving = time.state.time.until !== null || time.state.playing
    const accent = getComputedStyle(host).getPropertyValue("--st-primary-color") || "#1f6f6b"
    const traces = drawnTraces(map.parts, {
      months, lit: map.lit, chosen: map.chosen, hidden: map.hidden, newest: moving ? months[1] : null, look: { accent },
    })  // prettier-ignore
    map.drawing = true
    map.round = (map.round ?? 0) + 1
    await map.plotly.react(
      chart,
      traces,
      {
        ...layout, height: undefined, autosize: true, showlegend: false, margin: { l: 0, r: 0, t: 0, b: 0 },
        dragmode: map.mode, clickmode: "event", selections: [], selectionrevision: map.round,
        newselection: { line: { color: accent, width: 2, dash: "solid" } }, activeselection: { opacity: 0 },
      },  // prettier-ignore
      CONFIG,
    )
    if (map.left) return
    // Plotly marks everything as not chosen once an outline is gone: put right what it made of our choice.
    const wanted = traces.map((trace) => trace.selectedpoints ?? null)
    if (wanted.some((picked, n) => picked?.length !== (chart.data[n].selectedpoints ?? undefined)?.length))
      await map.plotly.restyle(chart, { selectedpoints: wanted })
    map.drawing = false
    if (map.left) return
    if (!map.listening) listen()
    const first = !map.seen
    follow()
    if (first) makeRoom(map.opened)
    chart.dataset.drawn = String(map.round)
  }

  function listen() {
    map.listening = true
    chart.on("plotly_relayouting", follow)
    chart.on("plotly_relayout", () => follow())
    chart.on("plotly_hover", hover)
    chart.on("plotly_unhover", unhover)
    chart.on("plotly_click", (event) => {
      const id = event.points.find((point) => Number.isInteger(point.customdata))?.customdata
      if (id !== undefined) open(id)
    })
    chart.on("plotly_selected", (event) => {
      if (map.drawing || !event) return
      const ids = event.points.map((point) => point.customdata).filter(Number.isInteger)
      choose(map.adding ? [...map.chosen, ...ids] : ids)
    })
  }

  function hover(event) {
    const point = event.points.find((each) => Number.isInteger(each.customdata))
    if (!point || pressed) return unhover()
    map.hovered = point.customdata
    mark(over, map.hovered)
    tell(point.customdata, point.data.meta?.value)
  }
  function unhover() {
    map.hovered = null
    over.hidden = true
    tip.hidden = true
  }
  function tell(id, value) {
    const known = place(id)
    if (!known) return
    const [x, y] = at(known[0], known[1])
    const areas = map.regions.filter((region) => within(region, known[0], known[1]))
    sayAt(x, y, known[2], [map.shown(value), map.points.months[known[3]]].filter(Boolean).join(" · "), areas)
  }
  function sayAt(x, y, title, more, areas) {
    const [head, below, decided] = tip.children
    head.textContent = title
    below.textContent = more
    const said = areas.map(({ meta }) => (meta.area === title ? meta.note : `${meta.area}: ${meta.note}`))
    decided.textContent = [...new Set(said)].join("\n")
    tip.hidden = false
    const [hint, room] = [
      { width: tip.offsetWidth, height: tip.offsetHeight },
      { width: stage.clientWidth, height: stage.clientHeight },
    ]
    const [left, top] = besideOf(x, y, hint, room)
    tip.style.transform = `translate(${left}px, ${top}px)`
  }
  // Where no point is below the mouse, what was decided about the area it is in, or whose name it is on.
  function look(x, y) {
    const name = nameAt(map.names, x, y)
    const [px, py] = from(x, y)
    const own = map.regions.filter((region) => region.meta.area === name?.area).slice(0, 1)
    const areas = own.length ? own : map.regions.filter((region) => within(region, px, py))
    if (areas.length) sayAt(x, y, areas[0].meta.area, "", areas)
    else tip.hidden = true
    return name
  }

  // -- what a person does -----------------------------------------------------------------------

  function say(did) {
    map.heard += 1
    map.tell({ ...did, n: map.heard })
  }
  function open(id) {
    map.opened = id
    makeRoom(id)
    settle()
    say({ do: "open", id })
  }
  function choose(ids) {
    map.chosen = new Set(ids)
    draw()
    say({ do: "choose", ids: [...map.chosen] })
  }
  function hide(value, alone) {
    const others = map.values.filter((each) => each !== value)
    if (alone) map.hidden = others.every((each) => map.hidden.has(each)) ? new Set() : new Set(others)
    else if (!map.hidden.delete(value)) map.hidden.add(value)
    if (alone) map.hidden.delete(value)
    paintLegend(find(".jm-legend"), map.hidden)
    draw()
    say({ do: "hide", values: [...map.hidden] })
  }
  const time = makeTime(find(".jm-time"), async (settled) => {
    // Counted at once, told a little later: an answer to what was before must not move the slider back.
    map.heard += 1
    clearTimeout(map.later)
    await draw()
    const { until, span } = time.state.time
    if (settled) map.later = setTimeout(() => map.tell({ do: "time", until, span, n: map.heard }), 350)
  })

  function setMode(mode) {
    map.mode = mode
    for (const button of host.querySelectorAll("[data-mode]"))
      button.setAttribute("aria-pressed", String(button.dataset.mode === mode))
    if (map.seen) map.plotly.relayout(chart, { dragmode: mode })
  }
  find(".jm-bar").addEventListener("click", ({ target }) => {
    const { mode, go } = target.dataset
    if (!map.seen) return
    if (mode) setMode(mode)
    if (go === "in") view(...middle(), STEP_INTO)
    if (go === "out") view(...middle(), 1 / STEP_INTO)
    if (go === "whole") whole()
  })

  // A name is not in the way of the mouse: a point below it is meant first, then the name.
  let pressed = null
  stage.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".jm-bar")) return
    pressed = [event.clientX, event.clientY]
    map.adding = event.shiftKey
    tip.hidden = true
  }, true)  // prettier-ignore
  // Heard on the document: while the button is down Plotly lays a cover over the page.
  function released(event) {
    const from = pressed
    pressed = null
    if (!from || Math.hypot(event.clientX - from[0], event.clientY - from[1]) > CLICK || map.hovered !== null) return
    const box = stage.getBoundingClientRect()
    const name = nameAt(map.names, event.clientX - box.left, event.clientY - box.top)
    if (name?.topic !== undefined) say({ do: "topic", id: name.topic })
    else if (name?.area !== undefined) say({ do: "area", id: name.area })
  }
  document.addEventListener("pointerup", released, true)
  stage.addEventListener("pointermove", (event) => {
    if (!map.seen || pressed || event.target.closest(".jm-bar")) return
    const box = stage.getBoundingClientRect()
    const over = map.hovered === null && look(event.clientX - box.left, event.clientY - box.top)
    stage.classList.toggle("jm-pointed", Boolean(over) || map.hovered !== null)
  })
  stage.addEventListener("pointerleave", unhover)

  // -- keys --------------------------------------------------------------------------------------

  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

  function focus(id) {
    map.focused = id
    bring(id)
    settle()
    const part = map.parts.find((each) => each.ids?.includes(id))
    tell(id, part?.value)
    find(".jm-said").textContent = `${place(id)[2]}, ${map.shown(part?.value ?? "")}, ${map.points.months[place(id)[3]]}`
  }

  function step([across, down]) {
    const from = place(map.focused ?? map.opened)
    const [x, y] = from ? at(from[0], from[1]) : [stage.clientWidth / 2, stage.clientHeight / 2]
    let [best, cost] = [null, Infinity]
    for (const [id, px, py] of visiblePoints(map.parts, map.hidden, map.lit)) {
      const [nx, ny] = at(px, py)
      const [dx, dy] = [nx - x, ny - y]
      const along = dx * across + dy * down
      const aside = Math.abs(dx * down) + Math.abs(dy * across)
      const far = from ? along + 2 * aside : Math.hypot(dx, dy)
      if ((!from || (along > 0.5 && aside <= 2 * along)) && far < cost) [best, cost] = [id, far]
    }
    if (best !== null) focus(best)
  }

  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== stage || !map.seen) return
    const key = event.key
    const here = map.focused !== null && place(map.focused).slice(0, 2)
    if (key in DIRECTIONS) step(DIRECTIONS[key])
    else if (key === "Enter" && map.focused !== null) open(map.focused)
    else if (key === " " && map.focused !== null) {
      const others = [...map.chosen].filter((id) => id !== map.focused)
      choose(others.length < map.chosen.size ? others : [...others, map.focused])
    } else if (key === "+" || key === "=") view(...(here || middle()), STEP_INTO)
    else if (key === "-") view(...(here || middle()), 1 / STEP_INTO)
    else if (key === "0") whole()
    else if (key === "Escape") say({ do: "close" })
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  stage.addEventListener("focus", settle)
  stage.addEventListener("blur", () => {
    unhover()
    settle()
  })
  // A page that is left takes the chart away before this hears of it, and Plotly refuses to size what nobody sees.
  const resized = new ResizeObserver(
    () => map.seen && chart.isConnected && map.plotly.Plots.resize(chart).then(() => follow())
  )
  resized.observe(stage)

  // -- what Python says ----------------------------------------------------------------------------

  function update(data = map.data) {
    if (!data) return
    map.data = data
    speak(data)
    if (!map.plotly) {
      loaded(data.plotly).then((library) => {
        map.plotly = library
        if (!map.left) update()
      })
      return
    }
    const carried = window.jomoCarried ?? {}
    if (carried.points?.stamp !== data.points || carried.figure?.stamp !== data.figure) return
    const news = takeCarried(data)
    // An answer to something older than what the person did last says nothing about it.
    if (data.heard >= map.heard) {
      map.heard = data.heard
      map.chosen = new Set(data.chosen)
      map.hidden = new Set(data.hidden)
      if (!time.state.playing) time.state.time = { until: data.until, span: data.span }
      if (map.opened !== data.opened) {
        map.opened = data.opened
        if (!news && data.opened !== null) bring(data.opened)
        makeRoom(data.opened)
      }
    }
    map.lit = data.lit && new Set(data.lit)
    paintLegend(find(".jm-legend"), map.hidden)
    time.show()
    const drawing = JSON.stringify([data.points, data.figure, data.lit, [...map.chosen], [...map.hidden], time.state.time])
    if (drawing === map.drawnFor) return settle()
    map.drawnFor = drawing
    draw()
  }

  function speak({ words, items, language }) {
    if (JSON.stringify(words) === JSON.stringify(time.state.words)) return
    putWords(host, words)
    const rule = new Intl.PluralRules(language)
    const inWords = (count) => count.toLocaleString(language)
    time.state.words = words
    time.state.inWords = inWords
    time.state.items = (count) => items[rule.select(count)].replace("{count}", inWords(count))
  }

  function takeCarried(data) {
    const anew = map.points?.stamp !== data.points
    if (anew) {
      map.points = read("points")
      const { ids, x, y, titles, month, counts, calendar, months } = map.points
      map.places = new Map(ids.map((id, n) => [id, [x[n], y[n], titles[n], month[n]]]))
      Object.assign(time.state, { months, counts, calendar })
    }
    if (!anew && map.figure?.stamp === data.figure) return false
    map.figure = read("figure")
    map.parts = readTraces(map.figure.figure, new Map(map.points.ids.map((id, n) => [id, map.points.month[n]])))
    map.regions = map.parts.filter((part) => part.trace.meta?.area).map((part) => part.trace)
    map.names = makeNames(layer, map.figure.labels)
    map.values = makeLegend(find(".jm-legend"), map.parts, map, time.state, hide)
    return true
  }

  const carriedHere = () => update()
  document.addEventListener("jomo-carried", carriedHere)
  function leave() {
    time.stop()
    resized.disconnect()
    document.removeEventListener("jomo-carried", carriedHere)
    document.removeEventListener("pointerup", released, true)
    map.left = true
    // Plotly draws in steps, and looks for what it has drawn so far.
    Promise.allSettled([map.drawn]).then(() => map.plotly?.purge(chart))
  }
  return Object.assign(map, { update, leave, at, from })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".jomo-map")
  host.jomoMap ??= makeMap(host)
  host.jomoMap.tell = (did) => setTriggerValue("did", did)
  host.jomoMap.update(data)
  return () => {
    host.jomoMap?.leave()
    host.jomoMap = null
  }
}
