// Show or hide a password while typing it. Hidden again before it is sent or left: what a browser keeps of a page holds no hidden field.
for (const button of document.querySelectorAll('[data-show]')) {
  const field = document.getElementById(button.dataset.show);
  const set = (shown) => {
    field.type = shown ? 'text' : 'password';
    button.textContent = shown ? 'Hide' : 'Show';
    button.setAttribute('aria-pressed', String(shown));
  };
  button.hidden = false;
  button.setAttribute('aria-label', `Show: ${field.labels[0].textContent}`);
  button.addEventListener('click', () => { set(field.type === 'password'); field.focus(); });
  field.form.addEventListener('submit', () => set(false));
  addEventListener('pagehide', () => set(false));
}
