// Builds ../static/desk: one style sheet, one script, one sprite of icons. `npm ci && npm run build`.
import { readFile, writeFile, mkdir } from "node:fs/promises"
import { gzipSync } from "node:zlib"
import path from "node:path"
import { compile, optimize } from "@tailwindcss/node"
import { Scanner } from "@tailwindcss/oxide"
import { build } from "esbuild"
import icons from "./src/icons.json" with { type: "json" }

const here = import.meta.dirname
const target = path.join(here, "..", "static", "desk")
const BUDGET = { "desk.css": 20_000, "desk.js": 60_000 } // bytes, compressed (screens.md §17)

async function styles() {
  const source = path.join(here, "src", "desk.css")
  const compiler = await compile(await readFile(source, "utf8"), { base: path.dirname(source), from: source, onDependency() {} })
  const sources = [
    { base: path.join(here, ".."), pattern: "**/*.html", negated: false },
    { base: path.join(here, ".."), pattern: "**/*.py", negated: false },
    { base: path.join(here, "src"), pattern: "*.js", negated: false },
    { base: here, pattern: "node_modules/**", negated: true },
  ]
  const css = compiler.build(new Scanner({ sources }).scan().sort())
  return optimize(css, { file: "desk.css", minify: true }).code
}

async function scripts() {
  const made = await build({
    entryPoints: [path.join(here, "src", "desk.js")],
    bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "inline", write: false, logLevel: "warning",
  })
  return made.outputFiles[0].text
}

async function sprite() {
  const drawn = []
  for (const name of icons) {
    const svg = await readFile(path.join(here, "node_modules/lucide-static/icons", `${name}.svg`), "utf8")
    const inner = svg.replace(/<!--[^]*?-->/g, "").replace(/^[^]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").trim()
    drawn.push(`<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`)
  }
  return `<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide, ISC licence -->\n${drawn.join("\n")}\n</svg>\n`
}

await mkdir(target, { recursive: true })
const made = { "desk.css": await styles(), "desk.js": await scripts(), "icons.svg": await sprite() }
let tooLarge = false
for (const [name, text] of Object.entries(made)) {
  await writeFile(path.join(target, name), text)
  const packed = gzipSync(text, { level: 9 }).length
  console.log(`${name.padEnd(10)} ${text.length} bytes, ${packed} compressed`)
  if (packed > (BUDGET[name] ?? Infinity)) { console.error(`${name}: more than ${BUDGET[name]}`); tooLarge = true }
}
process.exit(tooLarge ? 1 : 0)
