// What somebody typed and the server has not saved yet, kept in this window alone (sessionStorage: hospital computers
// are shared) under the person's id and the form's, until it is saved or the person signs out.

const prefix = 'kept-words/'

// The body carries the id of the person who is signed in; a page before sign-in carries none.
const person = () => document.body.dataset.person ?? ''

const ours = () => `${prefix}${person()}/`

const keyOf = (form) => ours() + form.id

function removeWhere(condition) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix) && condition(key)) {
      sessionStorage.removeItem(key)
    }
  }
}

// keep stores the fields of a form: a list of names and values.
export function keep(form, fields) {
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify(fields))
  } catch {
    // The window's storage is full or switched off. The words are still in the form.
  }
}

// kept gives the fields of a form that were kept, or null.
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

// forgetOtherPeople clears what somebody else left when another person signs in, in the same window.
export function forgetOtherPeople() {
  if (person() !== '') {
    removeWhere((key) => !key.startsWith(ours()))
  }
}

// forgetWhenSettled clears everything when a form with data-sign-out is sent, and the words of one form when a form whose
// data-forgets names it is sent: the person has chosen between two texts.
export function forgetWhenSettled() {
  document.addEventListener('submit', ({ target }) => {
    if (target.matches('form[data-sign-out]')) {
      removeWhere(() => true)
    } else if (target.dataset.forgets) {
      sessionStorage.removeItem(ours() + target.dataset.forgets)
    }
  })
}
