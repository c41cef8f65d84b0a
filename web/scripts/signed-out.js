// A browser may keep whole pages in memory and show them again when somebody goes back. The page on which somebody signed
// out is then asked for again, so that the next person at a shared computer does not read it. Earlier pages go with the
// header Clear-Site-Data of the server's answer.

export function leaveNothingBehind() {
  let signedOut = false
  document.addEventListener('submit', ({ target }) => {
    signedOut ||= target.matches('form[data-sign-out]')
  })
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted && signedOut) {
      location.reload()
    }
  })
}
