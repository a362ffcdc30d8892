// Prints the page; without scripts, a browser's own menu does.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  document.querySelector('[data-print-hint]').hidden = true;
  button.addEventListener('click', () => print());
}
