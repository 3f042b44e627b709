// The desk's one script. Everything works without it: links go, forms post; it only makes that quicker.
import htmx from "htmx.org/dist/htmx.esm.js"
import Alpine from "@alpinejs/csp"
import { startClocks } from "./clocks.js"
import { startKeys } from "./keys.js"
import { startPages } from "./pages.js"
import { startPasskeys } from "./passkeys.js"
import { startPicking } from "./picking.js"
import { tellZone } from "./zone.js"

document.documentElement.classList.add("scripted")
window.htmx = htmx
window.Alpine = Alpine // rooms add their own components with Alpine.data(…) before it starts
tellZone()
startPages()
startPicking()
startClocks()
startKeys()
startPasskeys()
Alpine.start()
