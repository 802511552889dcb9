// How far down a page is, kept when something is pressed: whatever is opened by that makes the page another one
// before it could be asked.

const PATIENCE = 20000 // Milliseconds for a list to become as long as it was.
const STEP = 100
const HANDS = ["wheel", "touchmove", "keydown", "pointerdown"]

const main = () => document.querySelector('[data-testid="stMain"]')
let visit = 0

function goBack(wanted) {
  const until = Date.now() + PATIENCE
  let moved = false
  const stop = () => (moved = true)
  for (const name of HANDS) window.addEventListener(name, stop, { once: true, passive: true })
  const mine = visit
  const step = () => {
    const page = main()
    if (moved || mine !== visit || Date.now() > until) return
    if (page && page.scrollHeight - page.clientHeight >= wanted - 1) page.scrollTop = wanted
    else setTimeout(step, STEP)
  }
  step()
}

export default function ({ data }) {
  const kept = `jomo-scroll ${data.title}`
  if (data.visit !== visit) {
    visit = data.visit
    const wanted = Number(sessionStorage.getItem(kept))
    if (data.back && wanted) goBack(wanted)
    // Streamlit leaves the page where the one before was, if the new one is long enough by then.
    else if (main()) main().scrollTop = 0
  }
  if (!data.keeps) return
  const keep = () => sessionStorage.setItem(kept, String(Math.round(main()?.scrollTop ?? 0)))
  document.addEventListener("click", keep, true)
  return () => document.removeEventListener("click", keep, true)
}
