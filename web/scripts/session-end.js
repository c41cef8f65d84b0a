// Warns a person before they are signed out, and lets them stay.
//
// The page says how many seconds are left when it is made; what happens in other tabs and what saves itself makes it
// longer, so the server is asked before anybody is warned, and whenever somebody comes back to the window: a computer that
// slept does not count the time. Asking is no activity. What was typed stays in the page, whatever happens.

const warnBefore = 5 * 60 // seconds
const askAgain = 30 // seconds, when the server cannot be reached

const clock = (seconds) =>
  new Date(Date.now() + seconds * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })

const words = {
  idle: (at) => `You will be signed out at ${at}, because nothing has happened here for a while. What you typed is kept in the page.`,
  longest: (at) => `You will be signed out at ${at}: nobody stays signed in for longer than 12 hours. Save what you are writing.`,
  over: 'You have been signed out. What you typed is still in this page: sign in again in another tab, then go on here.',
  stay: 'Stay signed in',
  signIn: 'Sign in in another tab'
}

export function startSessionEnd() {
  const region = document.querySelector('[data-session]')
  if (!region) {
    return
  }
  const address = region.dataset.session
  let timer = 0
  let asking = false
  let waiting = '' // what to ask next: somebody pressed or came back while the server was being asked

  const after = (seconds, what) => {
    clearTimeout(timer)
    timer = setTimeout(what, seconds * 1000)
  }

  const say = (text, control) => {
    const line = document.createElement('p')
    line.textContent = text
    region.replaceChildren(line, ...(control ? [control] : []))
    region.hidden = false
  }

  const stayButton = () => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'nhsuk-button nhsuk-button--small app-session__button'
    button.textContent = words.stay
    button.addEventListener('click', () => ask('POST'))
    return button
  }

  const signInLink = () => {
    const link = document.createElement('a')
    link.href = region.dataset.sessionSignIn
    link.target = '_blank'
    link.rel = 'noopener'
    link.textContent = words.signIn
    return link
  }

  const show = ({ seconds, extends: extended }) => {
    if (seconds <= 0) {
      clearTimeout(timer)
      say(words.over, signInLink())
    } else if (seconds > warnBefore) {
      region.hidden = true
      after(seconds - warnBefore + 1, () => ask('GET'))
    } else {
      say((extended ? words.idle : words.longest)(clock(seconds)), extended ? stayButton() : null)
      after(seconds + 1, () => ask('GET'))
    }
  }

  const ask = async (method) => {
    if (asking) {
      waiting = waiting === 'POST' ? waiting : method
      return
    }
    asking = true
    try {
      const answer = await fetch(address, { method, cache: 'no-store', redirect: 'manual' })
      show(answer.ok ? await answer.json() : { seconds: 0 })
    } catch {
      after(askAgain, () => ask('GET'))
    } finally {
      asking = false
      if (waiting !== '') {
        const next = waiting
        waiting = ''
        ask(next)
      }
    }
  }

  window.addEventListener('focus', () => ask('GET'))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      ask('GET')
    }
  })
  show({ seconds: Number(region.dataset.sessionSeconds), extends: true })
}
