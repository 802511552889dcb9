// One page opened is one step in the browser's history. Streamlit leaves two where an address with words is opened:
// those words behind the path of the page that is left, a place where nobody was, and then the page itself.

const HANDS = ["pointerdown", "keydown", "popstate"]
const push = history.pushState.bind(history)
let passed = "" // The address that was left last, as long as the person has done nothing since.

history.pushState = (state, unused, address) => {
  const to = new URL(address ?? location.href, location.href)
  const isSame = to.pathname === location.pathname
  const isSecond = !isSame && location.href === passed && to.search === location.search
  passed = isSame ? to.href : ""
  if (isSecond) history.replaceState(state, unused, address)
  else push(state, unused, address)
}
for (const name of HANDS) window.addEventListener(name, () => (passed = ""), true)

export default function () {}
