// Builds what the browser gets into dist: one style sheet, one script and our images, each under a name that holds the
// hash of its content, and manifest.json, which maps the plain name to that one. Usage: node build.mjs

import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))
const dist = join(here, 'dist')
const nhsuk = join(here, 'node_modules/nhsuk-frontend/dist/nhsuk')

// The design system's style sheet fetches a licensed font from a foreign host: without it the pages are set in Arial. Its
// rules for Internet Explorer are no CSS that esbuild could read.
const fontFace = /@font-face\{[^}]*\}/g
const internetExplorer = /@media screen\\0 [^{]*\{(?:[^{}]*\{[^{}]*\})*\}/g

const withoutForeignFont = {
  name: 'without-foreign-font',
  setup(plugin) {
    plugin.onLoad({ filter: /nhsuk-frontend\.min\.css$/ }, async ({ path }) => {
      const styles = await readFile(path, 'utf8')
      return { contents: styles.replace(fontFace, '').replace(internetExplorer, ''), loader: 'css' }
    })
  }
}

// It names its icons by an absolute path; they become hashed files beside the style sheet.
const iconsBeside = {
  name: 'icons-beside',
  setup(plugin) {
    plugin.onResolve({ filter: /^\/assets\/images\/nhsuk-icon-[a-z-]+\.svg$/ }, ({ path }) => ({
      path: join(nhsuk, path)
    }))
  }
}

async function clean() {
  await mkdir(dist, { recursive: true })
  for (const name of await readdir(dist)) {
    if (name !== '.gitkeep') {
      await rm(join(dist, name), { recursive: true })
    }
  }
}

async function bundle() {
  const images = (await readdir(join(here, 'images'))).map((name) => join(here, 'images', name))
  return build({
    absWorkingDir: here,
    entryPoints: ['styles/app.css', 'scripts/app.js', ...images],
    outdir: dist,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2020', 'chrome90', 'firefox90', 'safari14.1'],
    legalComments: 'none', // the licences are in licences.txt
    loader: { '.svg': 'copy' },
    metafile: true,
    plugins: [withoutForeignFont, iconsBeside],
    logLevel: 'warning'
  })
}

// The packages whose files were bundled.
function packagesOf(inputs) {
  const names = Object.keys(inputs).map((path) => path.match(/(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1])
  return [...new Set(names.filter(Boolean))].sort()
}

// The licences of what is bundled, for whoever receives the files.
async function licences(names) {
  const lines = []
  for (const name of names) {
    const folder = join(here, 'node_modules', name)
    const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    lines.push(`${name} ${about.version}: ${about.license} licence\n\n`)
    for (const file of (await readdir(folder)).filter((file) => /^licen[cs]e/i.test(file))) {
      lines.push((await readFile(join(folder, file), 'utf8')).trim() + '\n\n')
    }
  }
  const hash = createHash('sha256').update(lines.join('')).digest('hex').slice(0, 8)
  const file = `licences-${hash}.txt`
  await writeFile(join(dist, file), lines)
  return file
}

async function writeManifest(outputs, licencesFile) {
  const names = { 'licences.txt': licencesFile }
  for (const [file, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint) {
      names[basename(entryPoint)] = basename(file)
    }
  }
  await writeFile(join(dist, 'manifest.json'), JSON.stringify(names, null, 2) + '\n')
}

await clean()
const { metafile } = await bundle()
const packages = packagesOf(metafile.inputs)
await writeManifest(metafile.outputs, await licences(packages))
// For whoever lists what the program is made of (internal/testkit/supply).
await writeFile(join(here, 'node_modules/.bundled.json'), JSON.stringify(packages) + '\n')
