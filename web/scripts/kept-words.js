// What somebody typed and the server has not saved yet, kept in this window alone (sessionStorage: hospital computers
// are shared) under the person's id and the form's, until it is saved or the person signs out.

const prefix = 'kept-words/'

// The body carries the id of the person who is signed in; a page before sign-in carries none.
const person = () => document.body.dataset.person ?? ''

const ours = () => `${prefix}${person()}/`

// A form is known by its id, or by what it is kept as where its page gives it none (kept-forms.js).
const keyOf = (form) => ours() + (form.dataset.keptAs ?? form.id)

function removeWhere(condition) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix) && condition(key)) {
      sessionStorage.removeItem(key)
    }
  }
}

// keep stores something about a form, such as its fields: a list of names and values.
export function keep(form, something) {
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify(something))
  } catch {
    // The window's storage is full or switched off. The words are still in the form.
  }
}

// kept gives what was kept of a form, or null.
export function kept(form) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(form)))
  } catch {
    return null
  }
}

export function forget(form) {
  sessionStorage.removeItem(keyOf(form))
}

// forgetWhere forgets what this person kept that a condition holds for.
export function forgetWhere(condition) {
  removeWhere((key) => {
    try {
      return key.startsWith(ours()) && condition(JSON.parse(sessionStorage.getItem(key)))
    } catch {
      return false
    }
  })
}

// forgetOtherPeople clears what somebody else left when another person signs in, in the same window.
export function forgetOtherPeople() {
  if (person() !== '') {
    removeWhere((key) => !key.startsWith(ours()))
  }
}

// forgetWhenSettled clears everything when a form with data-sign-out is sent, in every tab that this browser has open here, and the
// words of one form when a form whose data-forgets names it is sent: the person has chosen between two texts.
export function forgetWhenSettled() {
  const tabs = typeof BroadcastChannel === 'function' ? new BroadcastChannel(prefix) : null
  tabs?.addEventListener('message', () => removeWhere(() => true))
  document.addEventListener('submit', ({ target }) => {
    if (target.matches('form[data-sign-out]')) {
      removeWhere(() => true)
      tabs?.postMessage('signed out')
    } else if (target.dataset.forgets) {
      sessionStorage.removeItem(ours() + target.dataset.forgets)
    }
  })
}
