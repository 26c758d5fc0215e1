// Compiles the front end into talkoot/static: styles, scripts, icons, fonts and licence texts.
// Run after `npm ci`. Prints the sizes and fails when a page would weigh more than its budget.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { transform } from 'lightningcss'
import { compile } from 'sass'
import { icons } from './icons.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const modules = join(here, 'node_modules')
const target = join(here, '..', 'talkoot', 'static')
const BUDGET_KB = { css: 20, js: 30, font: 30 }

const read = (...parts) => readFileSync(join(...parts), 'utf8')
const write = (name, text) => writeFileSync(join(target, name), text)
const fonts = join(modules, '@fontsource-variable/source-sans-3/files')

rmSync(target, { recursive: true, force: true })
mkdirSync(join(target, 'fonts'), { recursive: true })

// Styles: upstream in its cascade layer first, our layer above it, one file. Only our part goes
// through the minifier, because it rejects an old hack in the upstream part; charset off, because a
// byte order mark would break the first @layer.
const base = compile(join(here, 'base.scss'), {
  loadPaths: [modules], style: 'compressed', charset: false, quietDeps: true,
}).css
const own = transform({ filename: 'ui.css', code: readFileSync(join(here, 'ui.css')), minify: true })
const styles = base + own.code

// Fonts: latin loads always, latin-ext only where Š, Ž or Sámi letters occur.
for (const range of ['latin', 'latin-ext']) {
  copyFileSync(
    join(fonts, `source-sans-3-${range}-wght-normal.woff2`),
    join(target, 'fonts', `source-sans-3-${range}.woff2`),
  )
}

// Scripts; the source map comments point to files that are not shipped.
const noMap = (text) => text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')
write('govuk-frontend.js', noMap(read(modules, 'govuk-frontend/dist/govuk/govuk-frontend.min.js')))
write('htmx.js', noMap(read(modules, 'htmx.org/dist/htmx.min.js')))
copyFileSync(join(here, 'ui.js'), join(target, 'ui.js'))

// Icons: one file of symbols.
const symbols = icons.map(({ id, file }) => {
  const svg = read(modules, '@phosphor-icons/core/assets', file)
  const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '')
  return `<symbol id="${id}" viewBox="0 0 256 256">${drawing}</symbol>`
})
write('icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`)
copyFileSync(join(here, 'favicon.svg'), join(target, 'favicon.svg'))

// Licence texts travel with the copies.
const licences = [
  ['govuk-frontend', join(here, 'licence-govuk-frontend.txt')], // Its package carries no text.
  ...['htmx.org', '@phosphor-icons/core', '@fontsource-variable/source-sans-3'].map((name) => [
    name, join(modules, name, 'LICENSE'),
  ]),
].map(([name, file]) => {
  const { version } = JSON.parse(read(modules, name, 'package.json'))
  return `${name} ${version}\n\n${read(file).trim()}\n`
})
write('licences.txt', licences.join(`\n${'-'.repeat(72)}\n\n`))

// Budgets per page, gzipped.
const gzipped = (content) => gzipSync(content, { level: 9 }).length
const size = (...names) =>
  names.reduce((sum, name) => sum + gzipped(readFileSync(join(target, name))), 0)
const fontBytes = readFileSync(join(target, 'fonts/source-sans-3-latin.woff2')).length
const weights = {
  css: gzipped(styles) / 1000,
  js: size('govuk-frontend.js', 'htmx.js', 'ui.js') / 1000,
  font: fontBytes / 1000,
}
let failed = false
for (const [kind, kb] of Object.entries(weights)) {
  failed ||= kb > BUDGET_KB[kind]
  console.log(`${kind.padEnd(5)}${kb.toFixed(1).padStart(6)} kB of ${BUDGET_KB[kind]}`)
}
const ownBytes = readFileSync(join(target, 'ui.js')).length
console.log(`icons ${(size('icons.svg') / 1000).toFixed(1)} kB, own script ${ownBytes} bytes of 3000`)
if (failed || ownBytes > 3000) {
  console.error('Over budget: remove something before you add more.')
  process.exit(1)
}
write('ui.css', styles) // Last: the file that make looks at exists only after a good build.
