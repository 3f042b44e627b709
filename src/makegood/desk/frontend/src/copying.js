// Copies what stands in an element, and says so: `data-copies` names it.
import { words } from "./words.js"

function text(element) {
  return "value" in element ? element.value : element.innerText
}

// Where the browser has no clipboard to offer (a desk reached without HTTPS), the text is at least selected.
function select(element) {
  const range = document.createRange()
  range.selectNodeContents(element)
  getSelection().removeAllRanges()
  getSelection().addRange(range)
  return document.execCommand("copy")
}

async function copy(button) {
  const element = document.getElementById(button.dataset.copies)
  if (!element) return
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(text(element))
    else select(element)
  } catch {
    select(element)
  }
  const before = button.innerHTML
  button.textContent = words.copied ?? "✓"
  document.getElementById("spoken").textContent = words.copied ?? ""
  setTimeout(() => (button.innerHTML = before), 2000)
}

export function startCopying() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copies]")
    if (button) copy(button)
  })
}
