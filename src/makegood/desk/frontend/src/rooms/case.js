// The case page: the review opens on top of it, the parts switch on a phone, its own single keys, and no form is sent twice.
const page = () => document.querySelector("[data-case]")
const isTyping = (target) => target?.isContentEditable || target?.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select")
const OWN = new Set(["r", "n", "v", "f", "d", "t", "[", "]"])

function press(key) {
  const found = page().querySelector(`[data-key="${CSS.escape(key)}"]`) ?? (key === "r" ? page().querySelector("#compose textarea, #compose a") : null)
  if (!found) return false
  if (found.matches("textarea, input, section")) {
    found.scrollIntoView({ block: "center" })
    found.focus({ preventScroll: true })
  } else found.click()
  return true
}

function onKey(event) {
  if (!page() || event.isComposing || event.keyCode === 229 || !OWN.has(event.key)) return
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (document.body.dataset.keys === "off" || document.querySelector("dialog:modal")) return
  if (press(event.key)) event.preventDefault()
}

function onClick(event) {
  const target = event.target
  const tab = target.closest?.("[data-shows-tab]")
  if (tab) {
    event.preventDefault()
    const name = tab.dataset.showsTab
    document.querySelector(".case-parts").dataset.open = name
    for (const one of document.querySelectorAll("[data-shows-tab]")) {
      one.classList.toggle("tab-active", one === tab)
      one.toggleAttribute("aria-current", one === tab)
    }
    const address = new URL(location.href)
    address.searchParams.set("tab", name)
    return void history.replaceState(history.state, "", address)
  }
  const filter = target.closest?.("[data-filters]")
  if (filter) for (const one of document.querySelectorAll("[data-filters]")) {
    one.classList.toggle("btn-active", one === filter)
    one.classList.toggle("btn-ghost", one !== filter)
    one.toggleAttribute("aria-current", one === filter)
  }
  if (target.closest?.("[data-translates]")) {
    const stream = document.getElementById("stream")
    const order = ["both", "original", "translation"]
    stream.dataset.language = order[(order.indexOf(stream.dataset.language ?? "both") + 1) % order.length]
  }
  const back = target.closest?.("[data-closes-review]")
  const dialog = back?.closest("dialog")
  if (dialog) {
    event.preventDefault()
    dialog.close()
  }
}

function onSubmit(event) {
  const form = event.target
  if (!form.matches?.("form[data-once]")) return
  if (form.dataset.sent) return void event.preventDefault()
  form.dataset.sent = "1"
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true")
}

function onSwap() {
  const dialog = document.getElementById("review")
  if (!dialog || !dialog.querySelector(".review")) return
  if (!dialog.open) dialog.showModal()
  dialog.querySelector("[autofocus]")?.focus()
}

export function start() {
  document.addEventListener("keydown", onKey)
  document.addEventListener("click", onClick)
  document.addEventListener("submit", onSubmit)
  document.addEventListener("htmx:after:swap", onSwap)
  document.getElementById("review")?.addEventListener("close", (event) => event.target.replaceChildren()) // Esc then means the page again
  window.addEventListener("pageshow", () => { // the back button brings the form as it was left: it may be sent again, and is refused where it must be
    for (const form of document.querySelectorAll("form[data-once][data-sent]")) delete form.dataset.sent
  })
}
