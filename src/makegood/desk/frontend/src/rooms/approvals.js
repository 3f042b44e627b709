// Approvals by keyboard: y, n and ? on the row that has the focus; `?` elsewhere is the sheet of keys, as everywhere.
const isTyping = (target) => target?.isContentEditable || target?.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select")

function onKey(event) {
  if (!"yn?".includes(event.key) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (document.body.dataset.keys === "off" || document.querySelector("dialog:modal")) return
  const row = document.activeElement?.closest?.("[data-yes]") ?? document.querySelector("[data-yes][data-at], .yes-alone")
  const does = row?.querySelector(`[data-does="${event.key}"]`)
  if (!does) return
  event.preventDefault()
  event.stopPropagation()
  does.click()
  does.closest("details")?.querySelector("textarea")?.focus()
}

export function start() {
  document.addEventListener("keydown", onKey, true)
}
