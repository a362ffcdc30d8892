// A form goes once, unless its answer is a file. Coming back to the page, or waiting, makes it ready again.
const ready = (form) => {
  delete form.dataset.sent;
  form.removeAttribute('aria-busy');
};

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post' || 'again' in form.dataset) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'yes';
  form.setAttribute('aria-busy', 'true');
  setTimeout(ready, 15000, form);
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(ready));

// Whatever answered a form stands for a page of its own, so that nobody who comes back to it sends again what was in the form.
history.replaceState(null, '', document.querySelector('[data-instead]')?.dataset.instead ?? location.href);
