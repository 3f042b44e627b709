// The composer by keyboard: `;` for a template, Ctrl Enter to send; what is typed outlives a lost connection; the seconds to take it back.
import { words } from "../words.js"

const composer = (from = document) => from.querySelector("[data-composer]")
const kept = (form) => `draft:${form.closest("[data-written-about]").dataset.writtenAbout}`
const panes = (form) => ["mine", "text"].map((name) => form.elements[name]).filter(Boolean)
const isTyping = (target) => target?.isContentEditable || target?.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select")

function openTemplates(form) {
  const list = form.querySelector("[data-templates]")
  if (!list) return
  list.open = true
  list.querySelector("[data-finds]").focus()
}

// At the beginning of a word only: within a sentence a semicolon is a semicolon.
const begins = (area) => /(^|\s)$/.test(area.value.slice(0, area.selectionStart))

function onKey(event) {
  const form = composer()
  if (!form || event.isComposing) return
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
    event.preventDefault()
    return void form.querySelector("[data-send]").click()
  }
  if (![";", "；"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
  if (document.body.dataset.keys === "off" || document.querySelector("dialog:modal")) return
  if (isTyping(event.target) && !(form.contains(event.target) && event.target.matches("textarea") && begins(event.target))) return
  event.preventDefault()
  openTemplates(form)
}

function onInput(event) {
  if (event.target.matches?.("[data-finds]")) {
    const wanted = event.target.value.trim().toLowerCase()
    for (const one of event.target.closest(".sheet").querySelectorAll("[data-choice]"))
      one.hidden = !one.textContent.toLowerCase().includes(wanted)
    return
  }
  const form = event.target.closest?.("[data-composer]")
  if (form && event.target.matches("textarea")) keep(form)
}

function keep(form) {
  const typed = Object.fromEntries(panes(form).map((area) => [area.name, area.value]))
  if (Object.values(typed).some((text) => text.trim())) sessionStorage.setItem(kept(form), JSON.stringify(typed))
  else sessionStorage.removeItem(kept(form))
}

function bring() {
  const form = composer()
  if (!form || panes(form).some((area) => area.value.trim())) return
  const typed = JSON.parse(sessionStorage.getItem(kept(form)) ?? "null")
  for (const area of typed ? panes(form) : []) area.value = typed[area.name] ?? ""
}

function onChange(event) {
  const form = event.target.closest?.("[data-composer]")
  if (form && event.target.matches("[data-rewraps]")) form.requestSubmit(form.querySelector("[name=do][value=fill]"))
}

function count() {
  for (const one of document.querySelectorAll("[data-leaves]")) {
    const seconds = Math.ceil((Date.parse(one.dataset.leaves) - Date.now()) / 1000)
    if (seconds <= 120) one.textContent = seconds > 0 ? words.leaves.replace("{n}", seconds) : ""
  }
}

export function start() {
  document.addEventListener("keydown", onKey)
  document.addEventListener("input", onInput)
  document.addEventListener("change", onChange)
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("[data-composer]")
    if (form && ["send", "review"].includes(event.submitter?.value)) sessionStorage.removeItem(kept(form))
  }, true)
  document.addEventListener("htmx:after:swap", bring)
  bring()
  setInterval(count, 250)
}
