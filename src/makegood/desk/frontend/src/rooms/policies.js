// A clause's page: y copies its citation, v goes to its versions.
import { words } from "../words.js"

const isTyping = (target) => target?.matches?.("input, textarea, select")

async function copy(button) {
  const text = document.getElementById(button.dataset.copies)?.textContent.trim().replace(/\s+/g, " ")
  if (!text) return
  await navigator.clipboard.writeText(text)
  document.getElementById("spoken").textContent = words.copied ?? ""
  button.classList.add("btn-success")
  setTimeout(() => button.classList.remove("btn-success"), 1500)
}

function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (document.body.dataset.keys === "off" || document.querySelector("dialog:modal")) return
  const found = event.key === "y" ? document.querySelector("[data-copies]") : event.key === "v" ? document.getElementById("versions") : null
  if (!found) return
  event.preventDefault()
  if (event.key === "y") return void found.click()
  found.scrollIntoView({ block: "start" })
  found.focus()
}

export function start() {
  document.addEventListener("keydown", onKey)
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copies]")
    if (button) copy(button)
  })
}
