// Selected rows: how many, by key and by range; what is done to them stands in the bar below the list.
import { words } from "./words.js"

let last = null
const boxes = () => [...document.querySelectorAll("[data-row] input[name=case]")]

export function togglePick(row) {
  const box = row?.querySelector("input[name=case]")
  if (!box) return false
  box.checked = !box.checked
  last = row.id
  count()
}

export function pickRange(row) {
  const all = boxes()
  const to = all.indexOf(row?.querySelector("input[name=case]"))
  const from = all.findIndex((box) => box.closest("[data-row]").id === last)
  if (to < 0) return false
  for (const box of all.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1)) box.checked = true
  last = row.id
  count()
}

export function count() {
  const bar = document.getElementById("deeds")
  if (!bar) return
  const picked = boxes().filter((box) => box.checked).length
  if (picked) bar.dataset.picked = picked
  else delete bar.dataset.picked
  bar.querySelector("[data-count]").textContent = (words.picked ?? "{n}").replace("{n}", picked)
}

// On a phone: a row swept to the right is mine, to the left is put off. The bar's buttons do the same.
const FAR = 80
let from = null

function sweep(event) {
  const row = event.target.closest?.("[data-row]")
  const at = event.changedTouches[0]
  if (event.type === "touchstart") return void (from = row && { row, x: at.clientX, y: at.clientY })
  if (!from || from.row !== row) return
  const far = at.clientX - from.x
  if (Math.abs(far) < FAR || Math.abs(at.clientY - from.y) > FAR / 2) return
  row.querySelector("input[name=case]").checked = true
  count()
  document.querySelector(far > 0 ? "[data-key='m']" : "[data-key='z']")?.click()
}

export function startPicking() {
  for (const name of ["touchstart", "touchend"]) document.addEventListener(name, sweep, { passive: true })
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) boxes().forEach((box) => (box.checked = event.target.checked))
    if (event.target.matches("input[name=case], [data-all]")) count()
  })
  document.addEventListener("htmx:after:swap", count)
  document.body.addEventListener("minded", () => {
    boxes().forEach((box) => (box.checked = false)) // what was done to them is done
    document.getElementById("when")?.replaceChildren()
    count()
  })
  count()
}
