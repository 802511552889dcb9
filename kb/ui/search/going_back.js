// Each question has its place in the browser's history. Streamlit writes what is typed over the address that is
// there, so the place of a question that was dwelt on is left as the first letter changes it.

const DWELT_MS = 1500
let settled = true
let timer

export default function ({ data }) {
  function typed(event) {
    if (event.target.closest?.(`.st-key-${data.box}`) === null) return
    if (settled && new URLSearchParams(location.search).get(data.word)) history.pushState({}, "", location.href)
    settled = false
    clearTimeout(timer)
    timer = setTimeout(dwelt, DWELT_MS)
  }

  function dwelt() {
    clearTimeout(timer)
    settled = true
  }

  // Before Streamlit hears of it.
  document.addEventListener("input", typed, true)
  document.addEventListener("change", dwelt, true)
  return () => {
    document.removeEventListener("input", typed, true)
    document.removeEventListener("change", dwelt, true)
    dwelt()
  }
}
