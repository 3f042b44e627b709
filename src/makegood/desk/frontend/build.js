// Builds ../static/desk: one style sheet, one script, one sprite of icons. `npm ci && npm run build`.
import { readFile, readdir, writeFile, mkdir } from "node:fs/promises"
import { gzipSync } from "node:zlib"
import path from "node:path"
import { compile, optimize } from "@tailwindcss/node"
import { Scanner } from "@tailwindcss/oxide"
import { build } from "esbuild"
import named from "./src/icons.json" with { type: "json" }

const here = import.meta.dirname
const target = path.join(here, "..", "static", "desk")
const BUDGET = { "desk.css": 20_000, "desk.js": 60_000 } // bytes, compressed (screens.md §17)

const rooms = path.join(here, "src", "rooms")

// A room's own styles and script lie in src/rooms under its name; most rooms need neither.
async function ofRooms(ending) {
  return (await readdir(rooms)).filter((name) => name.endsWith(ending)).sort().map((name) => path.join(rooms, name))
}

async function styles() {
  const source = path.join(here, "src", "desk.css")
  const parts = await Promise.all([source, ...(await ofRooms(".css"))].map((file) => readFile(file, "utf8")))
  const compiler = await compile(parts.join("\n"), { base: path.dirname(source), from: source, onDependency() {} })
  const sources = [
    { base: path.join(here, ".."), pattern: "**/*.html", negated: false },
    { base: path.join(here, ".."), pattern: "**/*.py", negated: false },
    { base: path.join(here, "src"), pattern: "**/*.js", negated: false },
    { base: here, pattern: "node_modules/**", negated: true },
  ]
  const css = compiler.build(new Scanner({ sources }).scan().sort())
  return optimize(css, { file: "desk.css", minify: true }).code
}

async function scripts() {
  const files = await ofRooms(".js")
  const lines = files.map((file, number) => `import { start as room${number} } from ${JSON.stringify(file)}`)
  const contents = [...lines, `import { start } from "./desk.js"`, `start([${files.map((_, number) => `room${number}`)}])`].join("\n")
  const made = await build({
    stdin: { contents, resolveDir: path.join(here, "src") },
    bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "inline", write: false, logLevel: "warning",
  })
  return made.outputFiles[0].text
}

// What templates name, and what code and data name (src/icons.json).
async function icons() {
  const desk = path.join(here, "..")
  const found = new Set(named)
  for (const file of await readdir(desk, { recursive: true }))
    if (file.endsWith(".html") && !file.startsWith("frontend"))
      for (const [, name] of (await readFile(path.join(desk, file), "utf8")).matchAll(/\{% icon "([\w-]+)"/g)) found.add(name)
  return [...found].sort()
}

async function sprite() {
  const drawn = []
  for (const name of await icons()) {
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
