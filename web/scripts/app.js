// The one script of the service: the design system's behaviours, htmx, and our own additions. Every page works
// without it.

import htmx from 'htmx.org'
import { initAll } from 'nhsuk-frontend'

import { startAutosave } from './autosave.js'
import { startKeptForms } from './kept-forms.js'
import { forgetOtherPeople, forgetWhenSettled } from './kept-words.js'
import { startLive } from './live.js'
import { startPasskeys } from './passkey.js'
import { startPrintButtons } from './print-button.js'
import { startSearchKey } from './search-key.js'
import { startSessionEnd } from './session-end.js'
import { leaveNothingBehind } from './signed-out.js'

// The design system's styles and scripts look for these classes.
document.body.classList.add('js-enabled', 'nhsuk-frontend-supported')

Object.assign(htmx.config, {
  // The Content-Security-Policy forbids these.
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  // Hospital computers are shared: no copy of a page is left behind.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  timeout: 20000,
  // A new row can be left, and so sent, as soon as it is there.
  defaultSettleDelay: 0,
  // A fragment also comes back when an answer is wrong (422) or somebody else changed it (409).
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '409', swap: true, error: true },
    { code: '422', swap: true, error: true },
    { code: '[45]..', swap: false, error: true }
  ]
})

forgetOtherPeople()
forgetWhenSettled()
leaveNothingBehind()
initAll()
startAutosave(htmx)
startKeptForms()
startLive(htmx)
startPrintButtons()
startPasskeys()
startSearchKey()
startSessionEnd()

// A fragment that came later gets the same behaviours; the first call is for the page itself.
htmx.onLoad((element) => {
  if (element !== document.body) {
    initAll(element)
  }
})
