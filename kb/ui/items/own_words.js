// A link of a note to an item opens it as the app's own links do: here, not in a tab that knows nothing of the way.

function followed(event) {
  const link = event.target.closest?.('[data-testid="stMarkdownContainer"] a[href]')
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  if (link.origin !== location.origin || !/\/item$/.test(link.pathname) || !link.search) return
  event.preventDefault()
  history.pushState(null, "", link.href)
  // What the browser says when it goes back or forth: the page that the address names by now is drawn.
  window.dispatchEvent(new PopStateEvent("popstate"))
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
}

export default function () {
  document.addEventListener("click", followed)
  return () => document.removeEventListener("click", followed)
}
