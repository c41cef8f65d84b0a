// Shows what others save on the page that one looks at, without loading it again.
//
// What a page gives:
//
//   <div data-live-page="/trusts/…/live"><div data-live-stage hidden>…</div></div>
//   <article id="i-7.3.5" data-row="/trusts/…/items/7.3.5/row" data-version="3">…</article>
//   <section id="a-7.3">…articles…</section>
//
// The stream (server-sent events) names items and assertions that changed, each item with the version of its answer: first all of the
// year, so that what was saved while the page was on its way, or the line was down, is found too; then what changes. A row whose
// version is an older one is read again. It takes the place of the old row, unless the person is in that row: then it waits until they
// leave it, and when they have typed, or begin to, words beside the field (data-changed) say who was quicker. What they typed keeps
// the version that they saw, so that the server shows both texts when it is saved.
//
// A page that nobody looks at has no stream: browsers open few connections to one host.

import { announce, sending, unsaved } from './autosave.js'

const beginAgainAfter = [2, 5, 10, 20, 30, 60] // seconds; the last one goes on
const calmAfter = 30000 // milliseconds

let htmx // given by startLive
let page // the element that names the stream
let source = null
let timer = 0
let failures = 0
let calm = 0 // a timer: the line has held for a while

const reading = new Set() // ids of articles that are being read again
const again = new Set() // those of them that changed meanwhile
const waiting = new Map() // by the id of an article: what came while the person was in it
let deferred = [] // heard while the words of its form were on their way

const formOf = (article) => article.querySelector('form[data-autosave]')

// shownVersion is that of the answer which the row shows, or which the words in its form were typed on.
function shownVersion(article) {
  return Number(formOf(article)?.querySelector('input[name="version"]')?.value ?? article.dataset.version)
}

// articleOf finds the row of an item, or the first of an assertion, which brings the assertion along; null when the page has none.
function articleOf(about) {
  const article = document.getElementById(`i-${about}`) ?? document.getElementById(`a-${about}`)?.querySelector('.app-item')
  return article?.dataset.row ? article : null
}

function heard(change) {
  if (change.about === '') {
    page.querySelector('[data-live-stage]').hidden = false
    announce(page.textContent.trim())
    return
  }
  const article = articleOf(change.about)
  if (!article) {
    return
  }
  const form = formOf(article)
  if (form && sending(form)) {
    deferred.push(change)
  } else if (change.version === 0 || change.version > shownVersion(article)) {
    read(article)
  }
}

async function read(article) {
  const { id } = article
  if (reading.has(id)) {
    again.add(id)
    return
  }
  reading.add(id)
  try {
    const answer = await fetch(article.dataset.row, { headers: { 'HX-Request': 'true' }, cache: 'no-store', redirect: 'manual' })
    if (answer.ok) {
      take(id, await answer.text())
    } else {
      lost()
    }
  } catch {
    lost()
  } finally {
    reading.delete(id)
    const now = document.getElementById(id)
    if (again.delete(id) && now) {
      read(now)
    }
  }
}

// take puts a row that was read again where it belongs, now or when the person leaves the old one.
function take(id, html) {
  const article = document.getElementById(id)
  const fresh = new DOMParser().parseFromString(html, 'text/html')
  const words = fresh.querySelector('[data-changed]')
  words?.remove()
  const rest = fresh.body.innerHTML
  const form = article && formOf(article)
  const inIt = article?.contains(document.activeElement) || (form && unsaved(form))
  if (!article?.dataset.row || inIt) {
    htmx.swap(document.body, rest, { swapStyle: 'none' }) // what it changes elsewhere on the page
  }
  if (!article?.dataset.row) {
    return // two texts are shown side by side there: the person decides
  }
  const version = Number(fresh.getElementById(id).dataset.version)
  if (!inIt) {
    replace(article, rest)
    return
  }
  waiting.set(id, { rest, words, version })
  tellTypist(article)
}

// replace puts the new row in the place of the old, and leaves open what was open.
function replace(article, rest) {
  const { id } = article
  const open = [...article.querySelectorAll('details')].map((part) => part.open)
  waiting.delete(id)
  htmx.swap(article, rest, { swapStyle: 'outerHTML' })
  document.getElementById(id)?.querySelectorAll('details').forEach((part, i) => {
    part.open ||= open[i]
  })
}

// tellTypist says beside the field who was quicker, once somebody has typed in a row whose answer is another by now.
function tellTypist(article) {
  const form = formOf(article)
  const came = waiting.get(article.id)
  if (!form || !came?.words || !unsaved(form) || came.version <= shownVersion(article)) {
    return
  }
  form.querySelector('[data-changed]')?.remove()
  form.prepend(came.words.cloneNode(true))
  announce(came.words.querySelector('strong').textContent)
}

function onInput({ target }) {
  const article = target.closest('.app-item')
  if (article && waiting.has(article.id) && !article.querySelector('[data-changed]')) {
    tellTypist(article)
  }
}

// settle puts rows in that waited for the person to leave, when nothing that they typed is at stake.
function settle() {
  for (const [id, { rest, version }] of waiting) {
    const article = document.getElementById(id)
    const form = article && formOf(article)
    if (!article?.dataset.row || version < shownVersion(article)) {
      waiting.delete(id)
    } else if (!article.contains(document.activeElement) && !(form && (unsaved(form) || sending(form)))) {
      replace(article, rest)
    }
  }
}

function begin() {
  clearTimeout(timer)
  if (source !== null || document.visibilityState === 'hidden') {
    return
  }
  source = new EventSource(page.dataset.livePage)
  source.addEventListener('open', () => {
    calm = setTimeout(() => {
      failures = 0
    }, calmAfter)
  })
  source.addEventListener('changed', ({ data }) => JSON.parse(data).forEach(heard))
  source.addEventListener('error', lost)
}

function end() {
  clearTimeout(timer)
  clearTimeout(calm)
  source?.close()
  source = null
}

// lost begins anew after a while: the line was down, the server went, or the person is signed out (session-end.js says so).
function lost() {
  end()
  timer = setTimeout(begin, beginAgainAfter[Math.min(failures, beginAgainAfter.length - 1)] * 1000)
  failures += 1
}

export function startLive(theHtmx) {
  page = document.querySelector('[data-live-page]')
  if (!page || typeof EventSource !== 'function') {
    return
  }
  htmx = theHtmx
  document.addEventListener('input', onInput)
  document.addEventListener('focusout', () => setTimeout(settle))
  document.body.addEventListener('htmx:afterRequest', () => {
    const now = deferred
    deferred = []
    now.forEach(heard)
    settle()
  })
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? end() : begin()))
  window.addEventListener('pagehide', end)
  window.addEventListener('pageshow', begin)
  window.addEventListener('online', begin)
  begin()
}
