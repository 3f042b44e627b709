// Single keys for the whole desk; off while typing, while an input method composes, and where the viewer switched them off.
import { open, close, preview } from "./pages.js"
import { openPalette } from "./palette.js"
import { pickRange, togglePick } from "./picking.js"

const rows = () => [...document.querySelectorAll("[data-row]")]
const current = () => document.activeElement?.closest?.("[data-row]") ?? document.querySelector("[data-row][data-at]")

export function focusRow(row) {
  if (!row) return
  document.querySelectorAll("[data-row][data-at]").forEach((one) => delete one.dataset.at)
  row.dataset.at = ""
  row.focus({ preventScroll: true })
  row.scrollIntoView({ block: "nearest" })
}

function step(by) {
  const all = rows()
  const place = all.indexOf(current())
  focusRow(all[place < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, place + by))])
}

const press = (selector, within = document) => {
  const found = within.querySelector(selector)
  found?.click()
  return Boolean(found)
}

const keys = {
  "j": () => step(1),
  "k": () => step(-1),
  "Enter": () => document.activeElement?.matches?.("[data-row]") && go(current()),
  "o": () => go(current()),
  "x": () => togglePick(current()),
  "X": () => pickRange(current()),
  " ": () => current() && preview(current()),
  "e": () => press("[data-primary]", current() ?? document),
  "m": () => press("[data-key='m']"),
  "a": () => press("[data-key='a']"),
  "z": () => press("[data-key='z']"),
  ".": () => press("[data-news]"),
  "/": () => search(),
  "?": () => open("keys"),
}

function go(row) {
  const link = row?.querySelector("a[href]")
  link?.click()
  return Boolean(link)
}

function search() {
  const field = document.getElementById("search")
  field?.focus()
  field?.select()
  return Boolean(field)
}

const isTyping = (target) => target?.isContentEditable || target?.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select")
let afterG = 0

function onKey(event) {
  if (event.isComposing || event.keyCode === 229) return
  if (event.key === "Escape") return void close(event)
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && openPalette()) return void event.preventDefault()
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (document.body.dataset.keys === "off" || document.querySelector("dialog:modal")) return
  if (event.key === " " && event.target.matches?.("button, a, summary, input")) return
  if (Date.now() - afterG < 1500) {
    afterG = 0
    if (press(`[data-go="${CSS.escape(event.key)}"]`)) return void event.preventDefault()
  }
  if (event.key === "g") return void (afterG = Date.now())
  if (/^[1-9]$/.test(event.key) && press(`[data-tab="${event.key}"]`)) return void event.preventDefault()
  const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null
  if (act && act() !== false) event.preventDefault()
}

export function startKeys() {
  document.addEventListener("keydown", onKey)
}
