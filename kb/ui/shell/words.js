// Puts words into the places of a component that name them: Python says them, in the reader's language.

function putWords(host, words) {
  for (const place of host.querySelectorAll("[data-say]")) place.textContent = words[place.dataset.say]
  for (const place of host.querySelectorAll("[data-say-label]")) place.ariaLabel = words[place.dataset.sayLabel]
  for (const place of host.querySelectorAll("[data-say-hint]")) place.placeholder = words[place.dataset.sayHint]
}
