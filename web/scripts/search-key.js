// The key / leads to the search box. Whoever is disturbed by it, as people who speak to their computer may be, turns it off:
// the browser remembers that and nothing else.

const off = 'search-key-off'

const isOff = () => {
  try {
    return localStorage.getItem(off) !== null
  } catch {
    return false // storage is forbidden here: the key stays on
  }
}

export function startSearchKey() {
  const box = document.querySelector('[data-search-box]')
  if (box === null) {
    return
  }
  // The box is entered when the key comes up again, so that the character never lands in it; the browser's own use of the
  // key is kept back when it goes down.
  let pressed = false
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, [contenteditable]')
    pressed = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !isOff()
    if (pressed) {
      event.preventDefault()
    }
  })
  document.addEventListener('keyup', () => {
    if (pressed) {
      pressed = false
      box.focus()
      box.select()
    }
  })
  const about = document.querySelector('[data-search-key]')
  if (about !== null) {
    offerSwitch(about)
  }
}

function offerSwitch(about) {
  const button = about.querySelector('[data-search-key-switch]')
  const state = about.querySelector('[data-search-key-state]')
  const show = () => {
    state.textContent = isOff() ? 'The key / does nothing in this browser.' : 'The key / leads to the search box.'
    button.textContent = isOff() ? 'Turn the key on' : 'Turn the key off'
  }
  show()
  about.hidden = false
  button.addEventListener('click', () => {
    try {
      if (isOff()) {
        localStorage.removeItem(off)
      } else {
        localStorage.setItem(off, '1')
      }
    } catch {
      // storage is forbidden here
    }
    show()
  })
}
