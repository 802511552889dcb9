// Says Streamlit's own words in the reader's language, where it has no argument for them, and keeps its marks out
// of what is read aloud. Its texts are looked for
// in its own places only, never in what a page shows; names that are read aloud wherever they stand.

const OWN = [
  "stMainMenuPopover",
  "stStatusWidget",
  "stSkipToContent",
  "InputInstructions",
  "stFileUploaderDropzone",
  "stTooltipContent",
  "stDataFrameColumnMenu",
  "stDataFrameColumnVisibilityMenu",
  "stConnectionStatus",
]
  .map((name) => `[data-testid="${name}"]`)
  .concat('[role="listbox"]', '[role="dialog"]:not(:has([data-testid="stVerticalBlock"]))') // Its own dialogs lack that.
  .join(", ")
const INSTEAD = {
  "The page that you have requested does not seem to exist. Running the app's main page.": "page",
  "Streamlit server is not responding. Are you connected to the internet?": "server",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "server",
  "Connecting to Streamlit server": "joining",
  "Unable to connect to Streamlit server": "lost",
}
const NOT_OWN = '[role="option"]:not([data-key="__creatable__"])' // What a list offers is the page's, but for "Add: …".
const NAMES = ["aria-label", "title", "alt"]
const ICON = /^[a-z0-9_]+ icon$/ // What Streamlit calls an icon; ours stand beside words that say the same.
const ESCAPED = /\\([!-/:-@[-`{-~])/g // A sign that Markdown is not to act on.
const MARKUP = /:material\/\w+:\s*|:[a-z]+(?:-badge|-background)?\[([^\]]*)\]/g
let [words, patterns, observer] = [{}, [], null]

function said(text) {
  const bare = text.trim()
  if (Object.hasOwn(words, bare)) return words[bare]
  const [pattern, other] = patterns.find(([one]) => one.test(bare)) ?? []
  return pattern ? bare.replace(pattern, other) : null
}

function sayText(node) {
  const place = node.parentElement
  if (!place?.closest(OWN) || place.closest(NOT_OWN)) return
  const other = said(node.data)
  if (other) node.data = other
}

// Names that are read aloud: no icon's, and of a menu its label without the marks of its look.
function clean(one) {
  const name = one.getAttribute("aria-label")
  if (!name) return
  if (one.getAttribute("role") === "img" && ICON.test(name)) one.setAttribute("aria-hidden", "true")
  const marked = name.includes(":material/") ? name.replace(MARKUP, "$1").replace(MARKUP, "$1").trim() : name
  const bare = marked.replace(ESCAPED, "$1")
  if (bare !== name) one.setAttribute("aria-label", bare)
}

function sayNames(one) {
  clean(one)
  for (const name of NAMES) {
    const other = one.hasAttribute(name) && said(one.getAttribute(name))
    if (other) one.setAttribute(name, other)
  }
}

function say(root) {
  if (root.nodeType === Node.TEXT_NODE) sayText(root)
  if (root.nodeType !== Node.ELEMENT_NODE) return
  const named = NAMES.map((name) => `[${name}]`).join(", ")
  for (const one of [root, ...root.querySelectorAll(named)]) sayNames(one)
  for (const place of root.closest(OWN) ? [root] : root.querySelectorAll(OWN)) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) sayText(texts.currentNode)
  }
}

// `Page {number}` as what it matches; the value goes where the other language has it.
function pattern(english) {
  const [before, after] = english.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"))
  return new RegExp(`^${before}(.+)${after}$`)
}

function heard(changes) {
  for (const { type, target, addedNodes } of changes) {
    if (type === "childList") addedNodes.forEach(say)
    else if (type === "attributes") sayNames(target)
    else sayText(target)
  }
}

export default function ({ data, parentElement }) {
  const host = parentElement.host ?? parentElement
  words = { ...data.words, "streamlit run yourscript.py": data.start }
  for (const [told, name] of Object.entries(INSTEAD)) words[told] = data.instead[name]
  patterns = Object.entries(data.patterns).map(([english, other]) => [pattern(english), other.replace(/\{\w+\}/, "$1")])
  say(document.body)
  observer ??= new MutationObserver(heard)
  observer.observe(document.body, { attributeFilter: NAMES, characterData: true, childList: true, subtree: true })
  // Streamlit also lets go of a call that newer data has overtaken.
  return () => host.isConnected || observer.disconnect()
}
