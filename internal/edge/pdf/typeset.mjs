// Typesets papers for package pdf. It reads requests from standard input and answers on standard output, each as a length
// in four bytes and that much content. A request is JSON: the template's name and the data that it places. An answer begins
// with one byte, 0 for a PDF and 1 for what went wrong. It ends when its input ends.
//
// The first request holds the templates. They and the data exist in memory only: the folder that Typst may read does not
// exist. What people typed is data and never source. It runs with the folder web as its working directory.

import { readFileSync } from 'node:fs'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const sourceSans = (name) => `@expo-google-fonts/source-sans-3/${name}/SourceSans3_${name}.ttf`
const fonts = [
  sourceSans('400Regular'),
  sourceSans('600SemiBold'),
  'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf'
].map((path) => readFileSync(`node_modules/${path}`))

const root = '/nowhere/cyberready'
const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontBlobs: fonts }] })
const shown = characters(fonts)

// characters gives every character that one of the fonts can show, from their cmap tables (OpenType 1.9, formats 4 and 12).
function characters(files) {
  const found = new Set()
  for (const file of files) {
    const tables = file.readUInt16BE(4)
    for (let i = 0; i < tables; i++) {
      const record = 12 + 16 * i
      if (file.toString('latin1', record, record + 4) === 'cmap') {
        const cmap = file.subarray(file.readUInt32BE(record + 8))
        for (let j = 0; j < cmap.readUInt16BE(2); j++) {
          readCharacters(cmap.subarray(cmap.readUInt32BE(8 + 8 * j)), found)
        }
      }
    }
  }
  return found
}

function readCharacters(table, found) {
  const format = table.readUInt16BE(0)
  if (format === 12) {
    for (let i = 0; i < table.readUInt32BE(12); i++) {
      const group = 16 + 12 * i
      for (let c = table.readUInt32BE(group); c <= table.readUInt32BE(group + 4); c++) {
        found.add(c)
      }
    }
  }
  if (format === 4) {
    const twice = table.readUInt16BE(6) // of the number of segments
    for (let i = 0; i < twice; i += 2) {
      const [end, start, delta, offset] = [14 + i, 16 + twice + i, 16 + 2 * twice + i, 16 + 3 * twice + i].map((at) =>
        table.readUInt16BE(at)
      )
      for (let c = start; c <= end && c < 0xffff; c++) {
        const glyph = offset === 0 ? (c + delta) & 0xffff : table.readUInt16BE(16 + 3 * twice + i + offset + 2 * (c - start))
        if (glyph !== 0) {
          found.add(c)
        }
      }
    }
  }
}

const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g // characters that only turn the direction of others
const control = /[\p{Cc}\ufeff\ufffe\uffff]/u // PDF/UA has no place for them
const invisible = /\p{Default_Ignorable_Code_Point}/u
const hash = /^[0-9a-f]{64}$/
const longWord = /[^\s\u200b]{31,}/gu
const longest = 24 // characters, after which a word that is too long may break

// Showable turns a text into one that the fonts can show: what they lack becomes a white square, what controls a screen or
// turns the direction goes, and words that would leave their column may break.
class Showable {
  missing = false

  text(typed) {
    if (hash.test(typed)) {
      return typed
    }
    let out = ''
    for (const c of typed.normalize('NFC').replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n').replace(/\t/g, ' ').replace(directions, '')) {
      if (c === '\n' || (!control.test(c) && (shown.has(c.codePointAt(0)) || invisible.test(c)))) {
        out += c
      } else if (!control.test(c)) {
        out += '\u25a1'
        this.missing = true
      }
    }
    return out.replace(longWord, (word) => [...word].reduce((all, c, i) => all + (i > 0 && i % longest === 0 ? '\u200b' : '') + c, ''))
  }

  value(v) {
    if (typeof v === 'string') {
      return this.text(v)
    }
    if (Array.isArray(v)) {
      return v.map((one) => this.value(one))
    }
    if (v && typeof v === 'object') {
      return Object.fromEntries(Object.entries(v).map(([key, one]) => [key, this.value(one)]))
    }
    return v
  }
}

function typeset({ template, data }) {
  const showable = new Showable()
  const placed = showable.value(data)
  placed.Missing = showable.missing
  compiler.mapShadow(`${root}/data.json`, Buffer.from(JSON.stringify(placed)))
  const { result, ...failed } = compile(template)
  if (!result) {
    throw new Error(JSON.stringify(failed))
  }
  const pdf = compiler.pdf(result, { pdfStandard: 'ua-1' })
  compiler.evictCache(4) // what the last few papers did not use: memory does not grow
  return pdf
}

function compile(template) {
  const compiled = compiler.compile({ mainFilePath: `${root}/${template}`, resetRead: true })
  return compiled.hasError() ? { diagnostics: compiled.takeDiagnostics()?.shortDiagnostics } : { result: compiled.result }
}

function answer(status, content) {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(content.length + 1)
  head.writeUInt8(status, 4)
  process.stdout.write(head)
  process.stdout.write(content)
}

function handle(request) {
  if (request.templates) {
    for (const [name, source] of Object.entries(request.templates)) {
      compiler.mapShadow(`${root}/${name}`, Buffer.from(source))
    }
    return answer(0, Buffer.alloc(0))
  }
  try {
    answer(0, typeset(request))
  } catch (error) {
    answer(1, Buffer.from(String(error?.message ?? error)))
  }
}

let waiting = Buffer.alloc(0)
process.stdin.on('data', (more) => {
  waiting = Buffer.concat([waiting, more])
  while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32BE(0)) {
    const length = waiting.readUInt32BE(0)
    const request = JSON.parse(waiting.toString('utf8', 4, 4 + length))
    waiting = waiting.subarray(4 + length)
    handle(request)
  }
})
process.stdin.on('end', () => process.exit(0))
