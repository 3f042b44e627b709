// Counts down what the server sent as an instant, right to the second by the server's clock; speaks only when a case becomes urgent.
import { words } from "./words.js"

const HOUR = 3600, DAY = 86400, RED = 4 * HOUR
const URGENT = { red: "four_hours", overdue: "overdue" }

// How far this machine's clock is off; corrected anew with every page and part that comes.
let skew = 0

export function setSkew(root) {
  const now = root.querySelector?.("[data-now]")?.dataset.now ?? root.dataset?.now
  if (now) skew = Date.parse(now) - Date.now()
}

export function left(seconds) {
  const span = Math.abs(seconds)
  const shape = span >= DAY ? words.days : span >= HOUR ? words.hours : words.minutes
  const minutes = Math.floor((span % HOUR) / 60)
  const text = shape
    .replace("{d}", Math.floor(span / DAY))
    .replace("{h}", Math.floor((span % DAY) / HOUR))
    .replace("{m}", span >= HOUR ? minutes : String(minutes).padStart(2, "0"))
    .replace("{s}", String(span % 60).padStart(2, "0"))
  return seconds < 0 ? words.late.replace("{left}", text) : text
}

export function urgency(seconds) {
  return seconds <= 0 ? "overdue" : seconds < RED ? "red" : seconds < DAY ? "amber" : "grey"
}

function tick() {
  const now = Date.now() + skew
  let said = null
  for (const chip of document.querySelectorAll("[data-due]")) {
    const seconds = Math.floor((Date.parse(chip.dataset.due) - now) / 1000)
    if (Number.isNaN(seconds)) continue
    const text = chip.querySelector("[data-left]")
    const shown = left(seconds)
    if (text.textContent !== shown) text.textContent = shown
    const level = urgency(seconds)
    if (chip.dataset.urgency !== level) {
      chip.dataset.urgency = level
      said = URGENT[level] ?? said
    }
  }
  if (said) document.getElementById("spoken").textContent = words.group[said]
}

export function startClocks() {
  if (!words.days) return
  setSkew(document.body)
  tick()
  setInterval(tick, 1000)
}
