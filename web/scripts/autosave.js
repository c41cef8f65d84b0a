// Saves a form by itself when the person leaves it.
//
// What a page gives:
//
//   <div id="item-7.3.5">
//     <form id="form-7.3.5" data-autosave method="post" action="…"
//           hx-post="…" hx-target="#item-7.3.5" hx-swap="outerHTML">
//       <input type="hidden" name="version" value="3">
//       …
//       <p data-autosave-state>Saved 14:02 by Tom Okafor</p>
//       <button class="app-without-script">Save</button>
//     </form>
//     <div id="reason-7.3.5" data-live>Not in place: …</div>
//   </div>
//
// The form is sent when the focus leaves it, and at once when a radio button, checkbox or list is changed that opens no
// further fields (with data-autosave="leave" only when the focus leaves). The answer is the new row. It replaces the old one
// unless the person has gone on typing in it; then only the parts marked data-live (each with an id), the state and
// the hidden fields are taken over. What the new row marks data-stands (with an id) stays as it was. 422 and 409 answer with
// a row, too. An answer is never a redirect: what comes from another address is taken for the sign-in page.
//
// What is typed is kept (see kept-words.js) until it is saved. When the server cannot be reached or answers with 5xx the
// form is sent again by itself; the person is told in the row, and aloud in a live region. A form in which the person
// settles a conflict carries data-forgets with the id of the form that it settles.

import { fieldsOf, fill, typed } from './form-fields.js'
import { forget, keep, kept } from './kept-words.js'

const selector = 'form[data-autosave]'
const retryAfter = [2, 5, 10, 20, 30] // seconds; the last one goes on

const words = {
  saving: 'Saving…',
  saved: 'Saved',
  again: 'We cannot save just now. Your words are kept in this window and will be sent when we are back.',
  wrong: 'Not saved. Check what the form says.',
  signedOut: 'You have been signed out. Your words are kept in this window: sign in again in it and come back to this page.',
  refused: 'We cannot save this. Your words are kept in this window: copy them, then load the page again.',
  restored: 'These words were not saved before. We have put them back.'
}

// One state for each form on the page: what the server has, what is on its way, and how often sending failed.
const states = new WeakMap()

function stateOf(form) {
  if (!states.has(form)) {
    states.set(form, { saved: typed(form), sent: null, failures: 0, timer: 0, leftMeanwhile: false })
  }
  return states.get(form)
}

const changed = (form) => typed(form) !== stateOf(form).saved

let htmx // given by startAutosave
let region // read out when its text changes

// announce says something in the live region.
export function announce(text) {
  region.textContent = text
}

// sending tells whether a form's words are on their way; unsaved, whether it holds words that the server has not.
export const sending = (form) => stateOf(form).sent !== null
export const unsaved = (form) => changed(form) || kept(form) !== null

function show(form, text, failed) {
  const line = form.querySelector('[data-autosave-state]')
  if (line) {
    line.textContent = text
  }
  form.classList.toggle('app-autosave--failed', failed)
  if (text !== words.saving) {
    announce(text)
  }
}

function save(form) {
  const state = stateOf(form)
  if (state.sent !== null) {
    state.leftMeanwhile = true
  } else if (form.isConnected && changed(form)) {
    form.requestSubmit()
  }
}

function fail(form, text, retry) {
  const state = stateOf(form)
  keep(form, fieldsOf(form))
  show(form, text, true)
  if (retry) {
    const wait = retryAfter[Math.min(state.failures, retryAfter.length - 1)]
    state.failures += 1
    state.timer = setTimeout(() => save(form), wait * 1000)
  }
}

// standing gives a new row with what it left as the page shows it (data-stands, with an id): a save reads only what it changes.
function standing(html) {
  const row = new DOMParser().parseFromString(html, 'text/html')
  for (const place of row.querySelectorAll('[data-stands][id]')) {
    const shown = document.getElementById(place.id)
    if (shown) {
      place.replaceWith(row.importNode(shown, true))
    }
  }
  return row.body.innerHTML
}

// takeOver copies from the new row what is not being edited.
function takeOver(form, html) {
  const row = new DOMParser().parseFromString(html, 'text/html')
  for (const part of row.querySelectorAll('[data-live][id]')) {
    const old = document.getElementById(part.id)
    if (old) {
      const fresh = document.importNode(part, true)
      old.replaceWith(fresh)
      htmx.process(fresh)
    }
  }
  const answer = row.getElementById(form.id)
  for (const hidden of answer?.querySelectorAll('input[type="hidden"]') ?? []) {
    const own = form.querySelector(`input[type="hidden"][name="${CSS.escape(hidden.name)}"]`)
    if (own) {
      own.value = hidden.value
    }
  }
  form.querySelector('[data-changed]')?.remove() // what somebody else had saved meanwhile is settled
  const line = answer?.querySelector('[data-autosave-state]')
  show(form, line?.textContent.trim() || words.saved, false)
}

// redirected tells whether the answer came from elsewhere, as the sign-in page does once a session has ended.
function redirected({ xhr, pathInfo }) {
  const asked = pathInfo.finalRequestPath ?? pathInfo.requestPath
  return xhr.responseURL !== '' && new URL(xhr.responseURL).pathname !== new URL(asked, location.href).pathname
}

function beforeRequest(form) {
  const state = stateOf(form)
  clearTimeout(state.timer)
  state.sent = typed(form)
  keep(form, fieldsOf(form))
  show(form, words.saving, false)
}

function beforeSwap(form, detail) {
  const state = stateOf(form)
  const goneOn = typed(form) !== state.sent
  const wrong = detail.xhr.status >= 400
  if (redirected(detail) || (wrong && goneOn)) {
    detail.shouldSwap = false
    return
  }
  detail.serverResponse = standing(detail.serverResponse)
  if (!wrong && (goneOn || form.contains(document.activeElement))) {
    detail.swapOverride = 'none' // what is meant for other places of the page is still taken
    takeOver(form, detail.serverResponse)
  }
}

function afterRequest(form, detail) {
  const state = stateOf(form)
  const { status } = detail.xhr
  const { sent } = state
  state.sent = null
  if (status === 0 || status >= 500) {
    fail(form, words.again, true)
  } else if (redirected(detail) || status === 401) {
    fail(form, words.signedOut, false)
  } else if (status === 409 || status === 422) {
    announce(words.wrong)
  } else if (status >= 400) {
    fail(form, words.refused, false)
  } else {
    saved(form, state, sent)
  }
}

function saved(form, state, sent) {
  state.saved = sent
  state.failures = 0
  if (!form.isConnected) {
    forget(form)
    announce(words.saved)
  } else if (!changed(form)) {
    forget(form)
  } else if (state.leftMeanwhile) {
    state.leftMeanwhile = false
    save(form)
  }
}

// restore puts back, when a page is opened, what was not saved before. The hidden version goes with it, so that the server
// notices if somebody else has changed the answer since.
function restore(form) {
  stateOf(form)
  const fields = kept(form)
  if (fields === null) {
    return
  }
  const before = fieldsOf(form)
  const here = typed(form)
  fill(form, fields)
  if (typed(form) === here) {
    fill(form, before)
    forget(form)
    return
  }
  show(form, words.restored, true)
  save(form)
}

const opensMore = (control) => control.hasAttribute('aria-controls') || control.hasAttribute('data-aria-controls')

function onChange(event) {
  const form = event.target.closest(selector)
  const choice = event.target.matches('input[type="radio"], input[type="checkbox"], select')
  if (form && choice && form.dataset.autosave !== 'leave' && !opensMore(event.target)) {
    save(form)
  }
}

function onInput(event) {
  const form = event.target.closest(selector)
  if (!form) {
    return
  }
  if (changed(form)) {
    keep(form, fieldsOf(form))
  } else {
    forget(form)
  }
}

function onFocusOut(event) {
  const form = event.target.closest(selector)
  if (form && !form.contains(event.relatedTarget)) {
    save(form)
  }
}

// Going to another page or closing the window is leaving the form, too, and ends a request that is on its way. The same
// words may so arrive twice, with the same version: the server changes nothing the second time.
function onPageHide() {
  for (const form of document.querySelectorAll(selector)) {
    if (changed(form)) {
      navigator.sendBeacon(form.action, new URLSearchParams(fieldsOf(form)))
    }
  }
}

function retryAll() {
  for (const form of document.querySelectorAll(selector)) {
    if (stateOf(form).failures > 0) {
      save(form)
    }
  }
}

export function startAutosave(theHtmx) {
  htmx = theHtmx
  region = document.createElement('div')
  region.className = 'nhsuk-u-visually-hidden'
  region.setAttribute('aria-live', 'polite')
  document.body.append(region)

  const forms = (handler) => (event) => {
    const { elt, requestConfig } = event.detail
    const form = (requestConfig?.elt ?? elt).closest?.(selector)
    if (form) {
      handler(form, event.detail)
    }
  }
  document.body.addEventListener('htmx:beforeRequest', forms(beforeRequest))
  document.body.addEventListener('htmx:beforeSwap', forms(beforeSwap))
  document.body.addEventListener('htmx:afterRequest', forms(afterRequest))

  document.addEventListener('input', onInput)
  document.addEventListener('change', onChange)
  document.addEventListener('focusout', onFocusOut)
  window.addEventListener('pagehide', onPageHide)
  window.addEventListener('online', retryAll)

  // The first call is for the page, once its forms can be sent without leaving it; later ones are for new rows.
  htmx.onLoad((element) => {
    element.querySelectorAll(selector).forEach(element === document.body ? restore : stateOf)
  })
}
