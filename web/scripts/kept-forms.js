// Keeps what somebody types in a form that is sent by its button, as autosave.js does for those that save themselves: in this window
// alone, under the person's id, until the server has it.
//
// It is for every form in which somebody writes, chooses or enters a day; a page gives nothing for it. A password, a code and a file are
// never kept, and no form is that asks for a password or a code. When the button is pressed the server is asked
// first whether it can be reached and who is signed in: when not, the page stays as it is and says so. Words that were sent are
// forgotten when the answer leads on from the form's page, as it does once a form was taken. Until then they are put back whenever the
// form is there again, but for a page that says what is wrong with them: that shows them itself.

import { announce } from './autosave.js'
import { fieldsOf, fill, typed } from './form-fields.js'
import { forget, forgetWhere, keep, kept } from './kept-words.js'

const words = {
  away: 'We cannot save just now. What you put in is kept in this window: try again in a minute.',
  signedOut: 'You have been signed out. What you put in is kept in this window: sign in again in another tab, then press the button once more.',
  restored: 'What you put in was not saved before. We have put it back.'
}
const patience = 10000 // milliseconds

const before = new WeakMap() // what each form held when its page came
const asking = new WeakSet() // forms of which the server is being asked
const allowed = new WeakSet() // forms that may be sent now

// A tick alone is no work that could be lost, and may say that one has seen something: that is said anew.
const work = 'textarea, select, input:not([type]), input:is([type="text"], [type="email"], [type="number"], [type="date"], [type="url"], [type="tel"], [type="radio"])'
const secret = 'input[type="password"], input[autocomplete="one-time-code"], input[autocomplete="username"]'

function keptForms() {
  const all = document.querySelectorAll('main form[method="post"]:not([data-autosave], [data-forgets], [data-sign-out], [data-passkey])')
  return [...all].filter((form) => form.querySelector(work) && !form.querySelector(secret))
}

function say(form, text) {
  let line = form.querySelector('[data-kept-state]')
  if (!line) {
    line = document.createElement('p')
    line.className = 'app-kept'
    line.dataset.keptState = ''
    form.prepend(line)
  }
  line.textContent = text
  announce(text)
}

// taken tells whether this page is where the answer to a form led, which its own page sent.
function taken(sentFrom) {
  const [arrival] = performance.getEntriesByType('navigation')
  const from = document.referrer && new URL(document.referrer).pathname
  return from === sentFrom && arrival?.type === 'navigate' && arrival.redirectCount > 0 && !('problem' in document.body.dataset)
}

function restore(form) {
  const { fields } = kept(form) ?? {}
  if (!fields) {
    return
  }
  const here = fieldsOf(form)
  fill(form, fields)
  if (typed(form) === before.get(form)) {
    fill(form, here)
    forget(form)
  } else {
    form.closest('details')?.setAttribute('open', '')
    say(form, words.restored)
  }
}

const note = (form, sent) => keep(form, { fields: fieldsOf(form), sent })

function onInput({ target }) {
  const { form } = target
  if (!form || !before.has(form)) {
    return
  }
  if (typed(form) === before.get(form)) {
    forget(form)
  } else {
    note(form, '')
  }
}

async function reachable() {
  try {
    const { session } = document.querySelector('[data-session]').dataset
    const answer = await fetch(session, { cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(patience) })
    if (answer.status >= 500) {
      return words.away
    }
    const left = answer.ok ? await answer.json() : { seconds: 0 }
    return left.seconds > 0 ? '' : words.signedOut
  } catch {
    return words.away
  }
}

async function onSubmit(event) {
  const { target: form, submitter } = event
  if (!before.has(form) || allowed.has(form) || (typed(form) === before.get(form) && !kept(form))) {
    return
  }
  event.preventDefault()
  if (asking.has(form)) {
    return
  }
  asking.add(form)
  note(form, '')
  const why = await reachable()
  asking.delete(form)
  if (why !== '') {
    say(form, why)
    return
  }
  note(form, location.pathname)
  allowed.add(form)
  form.requestSubmit(submitter)
  allowed.delete(form)
}

export function startKeptForms() {
  if (!document.querySelector('[data-session]')) {
    return // nobody is signed in
  }
  forgetWhere((one) => one?.sent && taken(one.sent))
  const refused = document.querySelector('.nhsuk-error-summary') !== null
  const count = new Map()
  for (const form of keptForms()) {
    const { pathname } = new URL(form.getAttribute('action') ?? '', location.href) // form.action may be a field of that name
    count.set(pathname, (count.get(pathname) ?? 0) + 1)
    form.dataset.keptAs = `${pathname}#${count.get(pathname)}`
    before.set(form, typed(form))
    if (!refused) {
      restore(form)
    } else if (kept(form)) {
      note(form, '')
    }
  }
  document.addEventListener('input', onInput)
  document.addEventListener('submit', onSubmit)
}
