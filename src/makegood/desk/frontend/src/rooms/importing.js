// A file dropped anywhere on the box is as if it had been chosen.
function over(event, is) {
  const box = event.target.closest?.("[data-drop]")
  if (!box || !event.dataTransfer?.types?.includes("Files")) return null
  event.preventDefault()
  box.classList.toggle("is-over", is)
  return box
}

export function start() {
  document.addEventListener("dragover", (event) => over(event, true))
  document.addEventListener("dragleave", (event) => over(event, false))
  document.addEventListener("drop", (event) => {
    const input = over(event, false)?.querySelector("input[type=file]")
    if (input) input.files = event.dataTransfer.files
  })
}
