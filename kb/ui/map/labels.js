// Names on the map: which of them are shown, and where, so that none covers another. Zooming in makes room for
// more; far in, the names of the lower level take over.

const NEAR_ZOOM = 2.5
const CALM_AREA = 11000 // Square pixels of the map that one name may have for itself.
const ASIDE = [0, -18, 18] // Pixels by which a name may stand off its place.
const ORDER = {
  far: ["upper", "tracked", "ignored", "undecided", "lower"],
  near: ["tracked", "ignored", "lower", "undecided", "upper"],
}

function makeNames(layer, labels) {
  layer.replaceChildren()
  const names = labels.map((label) => {
    const node = document.createElement("span")
    node.className = `jm-name jm-${label.kind}`
    node.textContent = label.text
    if (label.kind === "ignored") {
      const said = document.createElement("small")
      said.textContent = "ignored on purpose"
      node.append(said)
    }
    layer.append(node)
    return { ...label, node, box: null }
  })
  return names
}

// Greedy: in order of importance, each name that keeps clear of those before it. `at` gives the pixel of a place.
function placeNames(layer, names, at, width, height, zoom) {
  const near = zoom >= NEAR_ZOOM
  layer.classList.toggle("jm-near", near)
  const rank = near ? ORDER.near : ORDER.far
  const most = Math.max(4, Math.round((width * height) / CALM_AREA))
  const placed = []
  const inOrder = [...names].sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind) || b.size - a.size)
  for (const name of inOrder) {
    const gap = name.kind === "lower" && !near ? 6 : 2
    name.box = placed.length < most ? firstFree(name, at, width, height, placed, gap) : null
    name.node.classList.toggle("jm-shown", Boolean(name.box))
    if (name.box) {
      placed.push(name.box)
      name.node.style.transform = `translate(${name.box.left}px, ${name.box.top}px)`
    }
  }
}

function firstFree(name, at, width, height, placed, gap) {
  for (const [px, py] of name.places) {
    const [x, y] = at(px, py)
    if (x < 0 || y < 0 || x > width || y > height) continue
    for (const aside of ASIDE) {
      const box = boxOf(name, x, y + aside, width, height)
      if (box && !placed.some((other) => overlap(box, other, gap))) return box
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

function nameAt(names, x, y) {
  return names.find(({ box }) => box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)
}
