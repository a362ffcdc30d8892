// A form goes once. Coming back to the page, or waiting, makes it ready again.
const ready = (form) => {
  delete form.dataset.sent;
  form.removeAttribute('aria-busy');
};

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = 'yes';
  form.setAttribute('aria-busy', 'true');
  setTimeout(ready, 15000, form);
});
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(ready));
