// Finds what a person would point at on the page, by its words. The value of this file is a function that is called with a
// question and gives an answer; nothing in it waits, so that it works where JavaScript is switched off for the page.
((question) => {
  const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim()
  const textOf = (element) => tidy(element.innerText)
  const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0
  const all = (selector) => [...document.querySelectorAll(selector)]

  const labelled = (element) => {
    const ids = tidy(element.getAttribute('aria-labelledby')).split(' ').filter(Boolean)
    const elsewhere = ids.map((id) => tidy(document.getElementById(id)?.textContent)).join(' ')
    return elsewhere || tidy(element.getAttribute('aria-label'))
  }
  const nameOf = (element) =>
    labelled(element) || tidy([...(element.labels ?? [])].map(textOf).join(' ')) || textOf(element) || tidy(element.value)

  // What each kind of thing looks like, and where a person points at it.
  const kinds = {
    field: { selector: 'input:not([type=radio], [type=checkbox], [type=hidden], [type=submit]), textarea, select', at: (e) => e },
    choice: { selector: 'input[type=radio], input[type=checkbox]', at: (e) => e.labels?.[0] ?? e },
    button: { selector: 'button, input[type=submit], a[role=button], a.nhsuk-button', at: (e) => e },
    link: { selector: 'a[href]', at: (e) => e },
    summary: { selector: 'summary', at: (e) => e },
    heading: { selector: 'h1, h2, h3, h4', at: (e) => e }
  }

  // holds is quick, for it asks of large parts of the page; text that is hidden counts too.
  const contents = new Map()
  const contentOf = (element) => {
    if (!contents.has(element)) {
      contents.set(element, tidy(element.textContent))
    }
    return contents.get(element)
  }
  const holds = (element, words) => words.every((word) => contentOf(element).includes(word))

  // near keeps those that share the smallest part of the page with the given words.
  const near = (elements, words) => {
    let best = Infinity
    let kept = []
    for (const element of elements) {
      let part = element.parentElement
      while (part && !holds(part, words)) {
        part = part.parentElement
      }
      const size = part ? contentOf(part).length : Infinity
      if (size < best) {
        best = size
        kept = []
      }
      if (part && size === best) {
        kept.push(element)
      }
    }
    return kept
  }

  const find = ({ kind, words, near: by }) => {
    const { selector, at } = kinds[kind]
    const there = all(selector).filter((element) => seen(at(element)))
    const exactly = there.filter((element) => nameOf(element) === words)
    const named = exactly.length > 0 ? exactly : there.filter((element) => nameOf(element).includes(words))
    const found = by.length > 0 ? near(named, by) : named
    const what = `${kind} "${words}"${by.length > 0 ? ` near "${by.join('", "')}"` : ''}`
    // Two links with the same words that lead to the same page are one to a person.
    const same = kind === 'link' && new Set(found.map((link) => link.href)).size === 1
    if (found.length === 1 || same) {
      return { element: found[0], point: at(found[0]) }
    }
    const others = found.length > 1 ? found : there
    return { error: `${found.length} of: ${what}; there are: ${others.map(nameOf).join(' | ').slice(0, 1500)}` }
  }

  // leads tells whether a click on it leads to another document.
  const leads = (element) => {
    const link = element.closest('a[href]')
    if (link) {
      return link.href.split('#')[0] !== location.href.split('#')[0] || !link.href.includes('#')
    }
    const form = element.form
    if (!form || element.type !== 'submit' || element.closest('[hx-post], [hx-get]') && question.scripted) {
      return false
    }
    return form.noValidate || form.checkValidity()
  }

  const answers = {
    // point gives where to click, once that is in sight and nothing covers it.
    point() {
      const { error, element, point } = find(question)
      if (error) {
        return { error }
      }
      if (element.disabled) {
        return { error: `"${nameOf(element)}" is disabled` }
      }
      point.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })
      const box = point.getClientRects()[0]
      const x = box.left + box.width / 2
      const y = box.top + box.height / 2
      const top = document.elementFromPoint(x, y)
      if (!top || (!point.contains(top) && top !== element)) {
        return { error: `"${nameOf(element)}" is covered by ${top?.outerHTML.slice(0, 200)}` }
      }
      return { x, y, leads: leads(element), on: element.checked === true, tag: element.tagName.toLowerCase() }
    },
    // select marks all the text of a field, so that what is typed replaces it.
    select() {
      const { error, element } = find(question)
      if (!error) {
        element.focus()
        element.select?.()
      }
      return { error }
    },
    // option chooses an entry of a list, and tells the page, as the browser's own menu does.
    option() {
      const { error, element } = find(question)
      if (error) {
        return { error }
      }
      const option = [...(element.options ?? [])].find((entry) => tidy(entry.label) === question.option)
      if (!option) {
        return { error: `"${nameOf(element)}" offers: ${[...(element.options ?? [])].map((entry) => entry.label).join(' | ')}` }
      }
      element.focus()
      option.selected = true
      element.dispatchEvent(new Event('input', { bubbles: true }))
      element.dispatchEvent(new Event('change', { bubbles: true }))
      return {}
    },
    value() {
      const { error, element } = find(question)
      return error ? { error } : { text: element.value, on: element.checked === true, id: element.id }
    },
    // part gives the text of the smallest part of the page that holds the words and is a row of something.
    part() {
      const rows = all('.app-item, .app-gap, .app-panel, .app-two-texts__text, tr, li:not(.app-item li), dl > div, section, article')
        .filter((row) => holds(row, question.near) && seen(row))
        .sort((a, b) => contentOf(a).length - contentOf(b).length)
      return rows.length > 0 ? { text: textOf(rows[0]) } : { error: `no part of the page says "${question.near.join('", "')}"` }
    },
    page() {
      return { text: textOf(document.body) }
    },
    // focus tells what the keyboard is on, and how the page marks that: what differs from a twin that has no focus.
    focus() {
      const element = document.activeElement
      if (!element || element === document.body) {
        return { text: '' }
      }
      const twins = element.parentElement.cloneNode(true)
      const twin = twins.children[[...element.parentElement.children].indexOf(element)]
      twins.querySelectorAll('[name]').forEach((e) => e.removeAttribute('name'))
      element.parentElement.after(twins)
      const looks = (e) =>
        [[e, null], [e.nextElementSibling ?? e, '::before']].flatMap(([part, pseudo]) => {
          const style = getComputedStyle(part, pseudo)
          return ['outline', 'boxShadow', 'backgroundColor', 'borderColor', 'borderWidth', 'textDecoration', 'color'].map((p) => `${p} ${style[p]}`)
        })
      const without = looks(twin)
      const mark = looks(element).filter((look, i) => look !== without[i])
      twins.remove()
      // Whatever stands over the page, such as a bar that stays in sight, must leave something of it to be seen.
      const box = element.getBoundingClientRect()
      const sight = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height]))
        .map(([x, y]) => document.elementFromPoint(x, y))
        .some((top) => top && (element.contains(top) || top.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(top))))
      return { text: nameOf(element) || element.id, tag: element.tagName.toLowerCase(), id: element.id, mark: mark.join('; '), covered: !sight }
    }
  }
  return answers[question.ask]()
})
