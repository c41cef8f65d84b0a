// Passkeys: a form with data-passkey="get" (show one) or "create" (make one) has a button with data-passkey-button, which
// asks the server what to ask the browser (data-passkey-options), puts the browser's answer into the form's hidden field
// factor-passkey, and sends the form. The button stays hidden where a browser has no passkeys.

const words = {
  // What browsers call it, in words that help.
  NotAllowedError: 'That did not work, or took too long. Try once more.',
  InvalidStateError: 'This device holds a passkey for you already. Choose another device, or use the one that you have.',
  SecurityError: 'Passkeys work only at the address of this service. Check the address above.',
  offline: 'We cannot reach the service just now. Try again in a minute.'
}

const able = () =>
  typeof PublicKeyCredential === 'function' &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function' &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'

async function answerOf(form) {
  const reply = await fetch(form.dataset.passkeyOptions, { method: 'POST', headers: { Accept: 'application/json' }, redirect: 'manual' })
  if (!reply.ok || !reply.headers.get('Content-Type')?.startsWith('application/json')) {
    throw Object.assign(new Error('no options'), { name: 'offline' })
  }
  const options = await reply.json()
  const credential =
    form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  return JSON.stringify(credential.toJSON())
}

async function use(form, button) {
  const problem = form.querySelector('[data-passkey-problem]')
  problem.hidden = true
  button.disabled = true
  try {
    form.querySelector('input[name="factor-passkey"]').value = await answerOf(form)
    form.submit()
  } catch (error) {
    problem.textContent = words[error.name] ?? words.NotAllowedError
    problem.hidden = false
    button.disabled = false
  }
}

export function startPasskeys() {
  if (!able()) {
    return
  }
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const button = form.querySelector('[data-passkey-button]')
    if (button) {
      button.hidden = false
      button.addEventListener('click', () => use(form, button))
    }
  }
}
