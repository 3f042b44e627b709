// Copies one text of a step done by hand; where the browser does not let us, the text is marked, to be copied by hand.
import { words } from "../words.js"

function marked(node) {
  const range = document.createRange()
  range.selectNodeContents(node)
  const selection = getSelection()
  selection.removeAllRanges()
  selection.addRange(range)
}

async function onClick(event) {
  const button = event.target.closest?.("[data-copies]")
  const node = button && document.getElementById(button.dataset.copies)
  if (!node) return
  try {
    await navigator.clipboard.writeText(node.textContent)
    button.classList.add("btn-success")
    const spoken = document.getElementById("spoken")
    if (spoken) spoken.textContent = words.copied
    setTimeout(() => button.classList.remove("btn-success"), 1500)
  } catch {
    marked(node)
  }
}

export function start() {
  document.addEventListener("click", onClick)
}
