// The desk's one script. Everything works without it: links go, forms post; it only makes that quicker.
import htmx from "htmx.org/dist/htmx.esm.js"
import Alpine from "@alpinejs/csp"
import { startClocks } from "./clocks.js"
import { startCopying } from "./copying.js"
import { startKeys } from "./keys.js"
import { startPages } from "./pages.js"
import { startPalette } from "./palette.js"
import { startPasskeys } from "./passkeys.js"
import { startPicking } from "./picking.js"
import { tellZone } from "./zone.js"

// Rooms add their own components with Alpine.data(…) in their `start`, before Alpine begins.
export function start(rooms) {
  document.documentElement.classList.add("scripted")
  window.htmx = htmx
  window.Alpine = Alpine
  tellZone()
  startPages()
  startPicking()
  startClocks()
  startCopying()
  startKeys()
  startPasskeys()
  startPalette()
  for (const room of rooms) room()
  Alpine.start()
}
