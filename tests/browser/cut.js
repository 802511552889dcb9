// Words that nobody can read: cut off, pushed out of reach, or below other words. What ends in an ellipsis and what
// lies in a box that scrolls by itself (a table, code, a row of chips) is meant so. Of the page, or of the part of it
// that lies over the rest.
(part) => {
  const SLACK = 1.5 // px: boxes end between pixels
  const STEP = 20 // px: about two letters
  const up = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null
  const around = (node) => (node ? [node, ...around(up(node))] : [])
  const every = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? every(one.shadowRoot) : [])])
  const called = (node) => node.dataset?.testid || (node.getAttribute("class") ?? node.tagName).split(" ").slice(-1)[0]
  const said = (text) => text.data.replace(/\s+/g, " ").trim().slice(0, 60)
  const isPage = (node) => [document.documentElement, document.body].includes(node) || node.dataset?.testid === "stMain"
  const IGNORED =
    "svg, canvas, style, script, [data-testid=stIconMaterial], [translate=no], [aria-hidden=true], [data-collapsed=true]"
  const seen = (node) =>
    node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !around(node).some((one) => one.matches(IGNORED))

  /** What becomes of a box of words: `why` it cannot be read, or what is left to see. */
  const fate = (node, box) => {
    let { left, right, top, bottom } = box
    const line = around(node).find((one) => !["inline", "contents"].includes(getComputedStyle(one).display))
    for (const one of around(node)) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp, display } = getComputedStyle(one)
      if (display === "inline" || display === "contents") continue
      // An ellipsis is drawn only where the box that ends holds the line itself, not another box with it.
      const ends = textOverflow === "ellipsis" && one === line
      const edge = one.getBoundingClientRect()
      if (isPage(one)) break
      if (overflowX === "visible" && overflowY === "visible") {
        if (one.tagName === "BUTTON" && (right > edge.right + SLACK || left < edge.left - SLACK)) return { why: `out of ${called(one)}` }
        continue
      }
      if (edge.width < 2 || edge.height < 2) return {} // for screen readers only
      const scrolls = (value) => value === "auto" || value === "scroll"
      const wide = right > edge.right + SLACK || left < edge.left - SLACK
      const high = bottom > edge.bottom + SLACK || top < edge.top - SLACK
      const meant = ends || webkitLineClamp !== "none"
      if ((wide && !scrolls(overflowX) && !meant) || (high && !scrolls(overflowY) && !meant)) return { why: `cut by ${called(one)}` }
      left = Math.max(left, edge.left); right = Math.min(right, edge.right)
      top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom)
      if (right - left < 2 || bottom - top < 2) return {}
    }
    if (right > document.documentElement.clientWidth + SLACK || left < -SLACK) return { why: "beyond the window" }
    return { left: { left, right, top, bottom } }
  }

  const deepest = (root, x, y) => {
    const hit = root.elementFromPoint(x, y)
    return hit?.shadowRoot && hit.shadowRoot !== root ? (deepest(hit.shadowRoot, x, y) ?? hit) : hit
  }
  /** What hides a part of a box: it has a colour of its own and neither holds the words nor is a part of them. */
  const over = (node, { left, right, top, bottom }) => {
    if (getComputedStyle(node).pointerEvents === "none") return null
    const holders = around(node)
    for (let x = left + 1; x < right; x += STEP) {
      const hit = deepest(document, x, (top + bottom) / 2)
      if (!hit || around(hit).includes(node)) continue
      const beside = around(hit).filter((one) => !holders.includes(one))
      const paints = (one) => !/^(transparent|rgba\(.*, 0\))$/.test(getComputedStyle(one).backgroundColor)
      const found = beside.find((one) => one.tagName === "CANVAS" || paints(one))
      if (found) return found
    }
    return null
  }

  const faults = []
  const shown = []
  const looked = every(part ? document.querySelector(part) : document.body)
  for (const node of looked) {
    const texts = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE && child.data.trim())
    if (!texts.length || !seen(node)) continue
    for (const text of texts) {
      const range = document.createRange()
      range.selectNodeContents(text)
      for (const box of range.getClientRects()) {
        if (box.width < 2 || box.height < 2) continue
        const { why, left } = fate(node, box)
        if (why) faults.push(`${why}: ${said(text)}`)
        if (!left) continue
        shown.push({ text, node, ...left })
        const above = over(node, left)
        if (above) faults.push(`below ${called(above)}: ${said(text)}`)
      }
    }
  }
  const pen = document.createElement("canvas").getContext("2d")
  for (const field of looked.filter((one) => one.matches("input:not([type=file], [type=checkbox], [type=radio])") && seen(one))) {
    const { font, paddingLeft, paddingRight, textOverflow } = getComputedStyle(field)
    if (textOverflow === "ellipsis") continue
    pen.font = font
    const words = field.value || field.placeholder
    const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
    if (field.clientWidth > 2 && pen.measureText(words).width > room + SLACK) faults.push(`longer than its field: ${words}`)
  }
  shown.sort((one, other) => one.top - other.top)
  shown.forEach((one, at) => {
    for (const other of shown.slice(at + 1)) {
      if (other.top > one.bottom) break
      if (other.text === one.text) continue
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const high = Math.min(one.bottom, other.bottom) - other.top
      // Lines of one paragraph reach into each other by what letters leave free above and below.
      if (wide > 3 && high > Math.min(one.bottom - one.top, other.bottom - other.top) / 2)
        faults.push(`over each other: ${said(one.text)} | ${said(other.text)}`)
    }
  })
  return [...new Set(faults)]
}
