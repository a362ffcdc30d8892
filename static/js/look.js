// A choice shows on the page at once. It is kept when the form is saved.
const root = document.documentElement;
document.querySelector('[data-look]')?.addEventListener('change', ({ target }) => {
  if (target.type === 'radio') root.dataset[target.name] = target.value;
});
