// The command palette: everything the page offers, found by typing; native dialog, a list box, no server.
import { open } from "./pages.js"

const dialog = () => document.getElementById("palette")
const list = () => document.getElementById("commands")
const isShown = (element) => element.getClientRects().length > 0
const label = (element) => (element.getAttribute("aria-label") ?? element.title ?? "").trim() || element.textContent.trim().replace(/\s+/g, " ")

function commands() {
  const { goTo, act, shop } = list().dataset
  const of = (selector, group) => [...document.querySelectorAll(selector)].map((element) => ({ group, label: element.textContent.trim().replace(/\s+/g, " "), run: () => element.click() }))
  // Of a list, only the row one is on: its acts are meant, not those of every row.
  const mine = (element) => !element.closest("[data-row]") || element.closest("[data-row][data-at]")
  const acts = [...document.querySelectorAll("main [data-primary], main [data-key], main [data-command]")].filter((element) => isShown(element) && mine(element))
  return [
    ...acts.map((element) => ({ group: act, label: label(element), run: () => element.click() })),
    ...of("#more-commands [data-place]", goTo),
    ...of("[data-shops] a", shop),
  ].filter((one) => one.label)
}

const numbers = (text) => text.split(/[\s,;，；、]+/).filter((one) => /\d/.test(one))

function search(text) {
  const field = document.getElementById("search")
  field.value = text
  field.form.requestSubmit()
}

let shown = []
let at = 0
let all = []

function show() {
  const asked = dialog().querySelector("[data-asks]").value.trim()
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  const many = numbers(asked)
  shown = all.filter((one) => words.every((word) => `${one.group} ${one.label}`.toLowerCase().includes(word))).slice(0, 60)
  if (many.length > 1) shown = [{ group: list().dataset.search, label: list().dataset.numbers.replace("{n}", many.length), run: () => search(many.join(" ")) }]
  else if (asked) shown.push({ group: list().dataset.search, label: asked, run: () => search(asked) })
  at = 0
  list().replaceChildren(...shown.map(item))
  point()
}

function item(one, place) {
  const row = document.createElement("li")
  row.id = `command-${place}`
  row.setAttribute("role", "option")
  const group = document.createElement("span")
  group.className = "quiet small"
  group.textContent = one.group
  row.append(group, ` ${one.label}`)
  row.addEventListener("click", () => run(place))
  return row
}

function point() {
  for (const [place, row] of [...list().children].entries()) row.setAttribute("aria-selected", place === at)
  dialog().querySelector("[data-asks]").setAttribute("aria-activedescendant", `command-${at}`)
  list().children[at]?.scrollIntoView({ block: "nearest" })
}

function run(place) {
  const one = shown[place]
  dialog().close()
  one?.run()
}

function onKey(event) {
  if (event.isComposing) return
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    at = (at + (event.key === "ArrowDown" ? 1 : -1) + shown.length) % Math.max(shown.length, 1)
    point()
  } else if (event.key === "Enter") run(at)
  else return
  event.preventDefault()
}

export function openPalette() {
  if (!dialog() || document.querySelector("dialog:modal")) return false
  all = commands()
  dialog().querySelector("[data-asks]").value = ""
  show()
  open("palette")
  return true
}

export function startPalette() {
  const field = dialog()?.querySelector("[data-asks]")
  field?.addEventListener("input", show)
  field?.addEventListener("keydown", onKey)
  // A column out of a sheet: a line break in it would be lost in a field of one line.
  field?.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? ""
    if (!/[\r\n\t]/.test(text)) return
    event.preventDefault()
    field.value = text.split(/\s+/).filter(Boolean).join(" ")
    show()
  })
  for (const button of document.querySelectorAll("[data-opens=palette]")) {
    button.addEventListener("click", (event) => {
      event.stopPropagation()
      openPalette()
    })
  }
}
