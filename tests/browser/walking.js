// Where the keyboard is on a page, and how that is seen; null where it is nowhere.
() => {
  const up = (node) => node.parentElement ?? node.getRootNode().host ?? null
  const styled = (node) => getComputedStyle(node)
  const around = (node) => (node ? [node, ...around(up(node))] : [])
  const name = (node) => node.dataset?.testid ?? node.className?.baseVal ?? node.className

  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  if (!at || at === document.body) return null

  // The ring is around what has the focus, around what holds its hidden input, or around the picture of its table.
  const ringed = (node) => styled(node).outlineStyle === "solid" && parseFloat(styled(node).outlineWidth) >= 2
  const seen = at.closest("canvas") ?? at
  const shown = around(seen).slice(0, 4).find(ringed) ?? seen
  const style = styled(shown)
  const offset = parseFloat(style.outlineOffset)
  const reach = ringed(shown) ? offset + parseFloat(style.outlineWidth) : 0
  const rect = shown.getBoundingClientRect()
  const box = [rect.left - reach, rect.top - reach, rect.right + reach, rect.bottom + reach]

  // Colours as the browser paints them, one over the other.
  window.walkedBrush ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
  const brush = window.walkedBrush
  const luminance = (colours) => {
    brush.fillStyle = "white"
    brush.fillRect(0, 0, 1, 1)
    for (const colour of colours) {
      brush.fillStyle = colour
      brush.fillRect(0, 0, 1, 1)
    }
    const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data]
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = around(offset < 0 ? shown : up(shown) ?? shown).map((node) => styled(node).backgroundColor).reverse()
  const lights = [luminance(ground), luminance([...ground, style.outlineColor])]
  const contrast = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)

  // What cuts the ring off: the window, and whatever shows only a part of what it holds.
  const edges = [["the window", [0, 0, innerWidth, innerHeight]]]
  for (const node of around(up(shown))) {
    if (node === document.body) break
    const own = node.getBoundingClientRect()
    const { overflowX, overflowY, position } = styled(node)
    const [x, y] = [overflowX !== "visible", overflowY !== "visible"]
    const far = 1e6
    edges.push([name(node), [x ? own.left : -far, y ? own.top : -far, x ? own.right : far, y ? own.bottom : far]])
    if (position === "fixed") break
  }
  const cut = edges
    .filter(([, [l, t, r, b]]) => box[0] < l - 1 || box[1] < t - 1 || box[2] > r + 1 || box[3] > b + 1)
    .map(([what]) => what)

  // What lies over it and is not clear. A table is painted on a canvas below what scrolls it.
  const clear = (node) => /^(transparent|rgba\(.*, 0\))$/.test(styled(node).backgroundColor)
  const hides = (top) => around(top).some((node) => !node.contains(shown) && !clear(node))
  const over = [0.25, 0.5, 0.75]
    .map((part) => document.elementFromPoint(rect.left + rect.width / 2, rect.top + part * rect.height))
    .filter((top) => top && !around(top).includes(shown) && hides(top))
    .filter((top) => !top.closest('[data-testid="stDataFrame"]')?.contains(shown))
    .map(name)

  // What is read as one: a column, the menu, a dialog, what has a place of its own.
  const apart = ["stMain", "stColumn", "stSidebar", "stDialog"]
  const flow = around(at).find(
    (node) => apart.includes(node.dataset?.testid) || !["static", "relative"].includes(styled(node).position)
  )
  window.walkedFlows ??= []
  if (!window.walkedFlows.includes(flow)) window.walkedFlows.push(flow)
  const scrolled = document.querySelector('[data-testid="stMain"]')?.scrollTop ?? 0

  return {
    what: [at.tagName, at.role, at.ariaLabel ?? at.innerText].filter(Boolean).join(" ").replace(/\s+/g, " ").slice(0, 80),
    contrast: ringed(shown) ? contrast : 0,
    cut,
    over,
    flow: window.walkedFlows.indexOf(flow),
    left: rect.left,
    right: rect.right,
    top: rect.top + scrolled,
    bottom: rect.bottom + scrolled,
  }
}
