// The menu lies over the page where that is narrow; who has chosen wants to see what.

const NARROW = 768 // Pixels: up to this width Streamlit lays the menu over the page.

function chosen(event) {
  if (window.innerWidth > NARROW || !event.target.closest?.('[data-testid="stSidebarNavLink"]')) return
  document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click()
}

export default function () {
  document.addEventListener("click", chosen)
  return () => document.removeEventListener("click", chosen)
}
