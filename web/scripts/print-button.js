// A button with data-print prints the page. It is hidden in the page itself, for without scripts it could do nothing.

export function startPrintButtons() {
  for (const button of document.querySelectorAll('button[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}
