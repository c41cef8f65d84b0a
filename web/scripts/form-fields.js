// A form's fields as a list of names and values, and back.

// fieldsOf gives all fields of a form, as they would be sent, but for files.
export function fieldsOf(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === 'string')
}

// typed gives what a person put in, as one text that can be compared: all fields but the hidden ones.
export function typed(form) {
  const hidden = new Set([...form.querySelectorAll('input[type="hidden"]')].map((input) => input.name))
  return JSON.stringify(fieldsOf(form).filter(([name]) => !hidden.has(name)))
}

// fill puts fields into a form.
export function fill(form, fields) {
  const left = new Map()
  for (const [name, value] of fields) {
    left.set(name, [...(left.get(name) ?? []), value])
  }
  for (const control of form.elements) {
    if (control.type === 'file') {
      continue
    }
    const values = left.get(control.name)
    if (control.type === 'radio' || control.type === 'checkbox') {
      control.checked = values?.includes(control.value) ?? false
      continue
    }
    if (values?.length > 0 && control.name) {
      control.value = values.shift()
    }
  }
}
