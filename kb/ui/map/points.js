// The points of the map: read from what Python drew, cut to a time, lit, chosen, hidden.

const DIMMED = 0.13
const STRONG = 0.9
const MANY = 300

const TYPES = { f4: Float32Array, f8: Float64Array, i4: Int32Array, i2: Int16Array, u2: Uint16Array, u1: Uint8Array, i1: Int8Array }

function unpacked(array) {
  if (!array || array.bdata === undefined) return array
  const bytes = Uint8Array.from(atob(array.bdata), (letter) => letter.charCodeAt(0))
  return new TYPES[array.dtype](bytes.buffer)
}

// The traces of a figure; those of points are sorted by month, so that a time is a stretch of them.
function readTraces(figure, monthOf) {
  return figure.data.map((trace) => {
    if (trace.type !== "scattergl")
      return { trace: { ...trace, hoverinfo: "skip", x: unpacked(trace.x), y: unpacked(trace.y) } }
    const ids = unpacked(trace.customdata)
    const [x, y] = [unpacked(trace.x), unpacked(trace.y)]
    const months = Array.from(ids, (id) => monthOf.get(id) ?? 0)
    const order = Uint32Array.from(ids.keys()).sort((a, b) => months[a] - months[b])
    return {
      trace,
      value: trace.meta?.value ?? "",
      ids: Int32Array.from(order, (at) => ids[at]),
      x: Float32Array.from(order, (at) => x[at]),
      y: Float32Array.from(order, (at) => y[at]),
      months: Int32Array.from(order, (at) => months[at]),
    }
  })
}

// The first place in sorted numbers that holds at least `value`.
function firstFrom(sorted, value) {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

// The months that a time lets through, both ends included. `calendar` counts months without gaps.
function stretch(time, calendar) {
  const last = time.until ?? calendar.length - 1
  if (time.span === "month") return [last, last]
  if (time.span === "year") return [calendar.findIndex((month) => month > calendar[last] - 12), last]
  return [0, last]
}

// What Plotly is to draw of the traces that `readTraces` gave.
function drawnTraces(read, { months, lit, chosen, hidden, newest, look }) {
  const drawn = []
  const fresh = { x: [], y: [] }
  // What is rare lies on top, so that it is seen.
  const inOrder = [...read].sort((a, b) => (b.ids?.length ?? Infinity) - (a.ids?.length ?? Infinity) || 0)
  for (const part of inOrder) {
    if (!part.ids) {
      drawn.push({ ...part.trace, selectedpoints: null })
      continue
    }
    const [from, to] = [firstFrom(part.months, months[0]), firstFrom(part.months, months[1] + 1)]
    if (part.cut?.[0] !== from || part.cut?.[1] !== to) {
      part.cut = [from, to]
      for (const name of ["x", "y", "ids"]) part[`${name}Cut`] = part[name].subarray(from, to)
    }
    const { xCut: x, yCut: y, idsCut: ids } = part
    const opacity = lit ? Float32Array.from(ids, (id) => (lit.has(id) ? STRONG : DIMMED)) : part.trace.marker.opacity
    const picked = chosen.size ? Array.from(ids.keys()).filter((at) => chosen.has(ids[at])) : null
    const visible = !hidden.has(part.value)
    drawn.push({
      ...part.trace,
      x,
      y,
      customdata: ids,
      visible,
      hoverinfo: "none",
      selectedpoints: picked,
      selected: { marker: { opacity: 1 } },
      unselected: { marker: { opacity: 0.15 } },
      marker: { ...part.trace.marker, opacity },
    })
    if (newest === null || !visible) continue
    for (let at = firstFrom(part.months, newest); at < to; at++) {
      fresh.x.push(part.x[at])
      fresh.y.push(part.y[at])
    }
  }
  if (newest !== null) {
    // Rings around very many points are thin and close, so that the points can still be seen.
    const many = fresh.x.length > MANY
    const size = (many ? 1.7 : 2.2) * (drawn.find((trace) => trace.type === "scattergl")?.marker.size ?? 6)
    const line = { width: many ? 1 : 2, color: look.accent }
    const marker = { symbol: "circle-open", size, color: look.accent, opacity: many ? 0.7 : 1, line }
    drawn.push({ type: "scattergl", mode: "markers", name: "newest", hoverinfo: "skip", showlegend: false, marker, ...fresh })
  }
  return drawn
}

// Every point that can be seen now, for moving among them by keys.
function* visiblePoints(read, hidden, lit) {
  for (const part of read) {
    if (!part.ids || hidden.has(part.value)) continue
    for (let at = 0; at < part.idsCut.length; at++) {
      const id = part.idsCut[at]
      if (!lit || lit.has(id)) yield [id, part.xCut[at], part.yCut[at]]
    }
  }
}

// Whether a place lies within the outline of an area.
function within({ x, y }, px, py) {
  let inside = false
  for (let at = 0, before = x.length - 1; at < x.length; before = at++)
    if (y[at] > py !== y[before] > py && px < ((x[before] - x[at]) * (py - y[at])) / (y[before] - y[at]) + x[at])
      inside = !inside
  return inside
}
