// Dialogs, the preview drawer, notices that go away by themselves, and what is said when the desk cannot be reached.
import { setSkew } from "./clocks.js"
import { words } from "./words.js"

export function open(id) {
  const dialog = document.getElementById(id)
  if (!dialog || dialog.open) return
  dialog.showModal()
}

export function preview(row) {
  const drawer = document.getElementById("drawer")
  if (!drawer || !row?.dataset.preview) return false
  if (drawer.open && drawer.dataset.of === row.id) return void drawer.close()
  drawer.dataset.of = row.id
  window.htmx.ajax("GET", row.dataset.preview, { target: "#drawer", swap: "innerHTML" })
  if (!drawer.open) drawer.show()
  row.focus({ preventScroll: true })
}

export function close(event) {
  const pop = document.querySelector("details.pop[open]")
  const drawer = document.getElementById("drawer")
  if (pop) {
    pop.open = false
    pop.querySelector("summary").focus()
  } else if (drawer?.open) drawer.close()
  else if (event.target.matches?.("input, textarea, select")) event.target.blur()
  else document.querySelector("[data-back]")?.click()
}

function onClick(event) {
  const opens = event.target.closest?.("[data-opens]")
  if (opens) return void open(opens.dataset.opens)
  const closes = event.target.closest?.("[data-closes]")
  if (closes) return void closes.closest("dialog, [data-notice]")?.[closes.closest("dialog") ? "close" : "remove"]()
  const shows = event.target.closest?.("[data-shows]")
  if (shows) return void preview(shows.closest("[data-row]"))
  for (const one of document.querySelectorAll("details.pop[open]")) if (!one.contains(event.target)) one.open = false
}

function online() {
  const bar = document.getElementById("offline")
  if (bar) bar.hidden = navigator.onLine
  document.body.toggleAttribute("data-offline", !navigator.onLine)
}

function failed() {
  const place = document.getElementById("spoken")
  if (place) place.textContent = words.failed ?? ""
  const bar = document.getElementById("offline")
  if (bar) bar.hidden = false
}

function forget(root) {
  for (const one of root.querySelectorAll?.("[data-notice][data-seconds]") ?? [])
    setTimeout(() => one.remove(), Number(one.dataset.seconds) * 1000)
}

export function startPages() {
  document.addEventListener("click", onClick)
  document.addEventListener("submit", (event) => {
    if (document.body.hasAttribute("data-offline") && event.target.method !== "get") event.preventDefault()
  })
  for (const name of ["online", "offline"]) window.addEventListener(name, online)
  document.addEventListener("htmx:error", failed)
  document.addEventListener("htmx:after:swap", (event) => {
    setSkew(event.target ?? document)
    forget(document)
  })
  forget(document)
  online()
}
