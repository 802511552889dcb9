// Names on the map: which of them are shown, and where, so that none covers another, the name of an area lies on
// its shape and no other name does. Zooming in makes room for more; far in, the names of the lower level take over
// and may lie on shapes.

const NEAR_ZOOM = 2.5
const CALM_AREA = 11000 // Square pixels of the map that one name may have for itself.
const ORDER = { far: ["upper", "area", "lower"], near: ["area", "lower", "upper"] }
// Pixels by which the name of a topic may stand off its place, the nearest first.
const ASIDE = [0, 18, 36, 54, 72].flatMap((far) => (far ? [[0, -far], [0, far], [-2 * far, 0], [2 * far, 0], [-2 * far, -far], [2 * far, far], [2 * far, -far], [-2 * far, far]] : [[0, 0]])) // prettier-ignore
const PROBES = [0, 0.25, 0.5, 0.75, 1] // Where along a name it is asked whether it lies on a shape.

function makeNames(layer, labels) {
  layer.replaceChildren()
  return labels.map((label) => {
    const node = document.createElement("span")
    node.className = `jm-name jm-${label.kind}`
    node.textContent = label.text
    layer.append(node)
    return { ...label, node, box: null }
  })
}

// Greedy: in order of importance, each name that keeps clear of those before it. `at` gives the pixel of a place,
// `from` the place of a pixel; `kept` are boxes to keep clear of, `regions` the shapes of areas.
function placeNames(layer, names, view) {
  const near = view.zoom >= NEAR_ZOOM
  layer.classList.toggle("jm-near", near)
  const rank = near ? ORDER.near : ORDER.far
  const most = Math.max(4, Math.round((view.width * view.height) / CALM_AREA))
  const placed = [...view.kept]
  const shapes = view.regions.map((region) => ({ ...region, box: around(region) }))
  const inOrder = [...names].sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind) || b.size - a.size)
  for (const name of inOrder) {
    const gap = name.kind === "lower" && !near ? 6 : 2
    name.box = placed.length - view.kept.length < most ? firstFree(name, view, placed, shapes, gap, near) : null
    name.node.classList.toggle("jm-shown", Boolean(name.box))
    if (name.box) {
      placed.push(name.box)
      name.node.style.transform = `translate(${name.box.left}px, ${name.box.top}px)`
    }
  }
}

function firstFree(name, view, placed, shapes, gap, near) {
  const isArea = name.kind === "area"
  for (const place of name.places) {
    const [x, y] = view.at(...place)
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue
    // An area inside another one cannot but lie on both.
    const others = isArea ? shapes.filter((one) => one.meta.area !== name.area && !within(one, ...place)) : near ? [] : shapes
    for (const [right, down] of isArea ? ASIDE.slice(0, 1) : ASIDE) {
      const box = boxOf(name, x + right, y + down, view.width, view.height)
      if (box && !placed.some((other) => overlap(box, other, gap)) && !others.some((one) => liesOn(box, one, view.from)))
        return box
    }
  }
  return null
}

function boxOf(name, x, y, width, height) {
  const w = name.node.offsetWidth
  const h = name.node.offsetHeight
  if (w > width) return null
  const left = Math.round(Math.min(Math.max(x - w / 2, 2), width - w - 2))
  const top = Math.round(Math.min(Math.max(y - h / 2, 2), height - h - 2))
  return { left, top, right: left + w, bottom: top + h }
}

function overlap(a, b, gap) {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap
}

function around({ x, y }) {
  const span = (values) => values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  return [span(x), span(y)]
}

// Whether a name, a box of pixels, lies on the shape of an area.
function liesOn(box, shape, from) {
  const [left, high] = from(box.left, box.top)
  const [right, low] = from(box.right, box.bottom)
  const [[west, east], [south, north]] = shape.box
  if (right < west || left > east || high < south || low > north) return false
  return PROBES.some((along) => [0.1, 0.5, 0.9].some((up) => within(shape, left + along * (right - left), low + up * (high - low))))
}

function nameAt(names, x, y) {
  return names.find(({ box }) => box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
}

// Where a hint of a width and height is told of the place x, y: beside it, on the side with more room; where that is
// too little, as on a phone, above or below it. Never beyond the stage.
function besideOf(x, y, hint, stage) {
  const beside = x > stage.width / 2 ? x - hint.width - 14 : x + 14
  const left = Math.max(4, Math.min(beside, stage.width - hint.width - 4))
  const top = left === beside ? y - 12 : y > stage.height / 2 ? y - hint.height - 14 : y + 14
  return [left, Math.max(4, Math.min(top, stage.height - hint.height - 4))]
}
