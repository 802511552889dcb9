// Rows of figures: label, words, and the interval on a scale from 0 to 100 %.

function element(tag, className, text) {
  const made = document.createElement(tag)
  made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

function scale([value, low, high]) {
  const track = element("span", "jf-track")
  track.setAttribute("aria-hidden", "true")
  const interval = element("span", "jf-interval")
  interval.style.left = `${100 * low}%`
  interval.style.width = `${100 * (high - low)}%`
  const dot = element("span", "jf-dot")
  dot.style.left = `${100 * value}%`
  track.append(interval, dot)
  return track
}

function row({ label, said, meaning, share, opens }, open) {
  const made = element(opens ? "button" : "div", "jf-row")
  if (opens) {
    made.type = "button"
    made.setAttribute("aria-label", `${label}: ${said}`)
    made.addEventListener("click", open)
  }
  const name = element("span", "jf-label", label)
  if (meaning) name.append(element("small", "jf-meaning", meaning))
  made.append(name, share ? scale(share) : element("span", "jf-track jf-none"), element("span", "jf-said", said))
  return made
}

function folded(summary, ...inside) {
  const made = element("details", "jf-more")
  made.append(element("summary", "", summary), ...inside)
  return made
}

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".jomo-figures")
  const rows = data.rows.map((one, place) => row(one, () => setTriggerValue("opened", place)))
  const parts = rows.slice(0, data.shown)
  const more = rows.slice(data.shown)
  if (more.length) parts.push(folded(data.more, ...more))
  const said = data.silent
  if (said) {
    const [head, names] = said.split(": ", 2)
    parts.push(said.length > 160 ? folded(head, element("p", "jf-silent", names)) : element("p", "jf-silent", said))
  }
  host.replaceChildren(...parts)
}
