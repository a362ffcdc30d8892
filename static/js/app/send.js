// Before a form goes, asks whether Handrail can be reached: the browser's own page about it would take the place of ours,
// and of what was written. Signing out covers the page whatever comes.
const note = document.querySelector('[data-unsent]');
addEventListener('submit', async (event) => {
  const { target: form, submitter } = event;
  if (!form.requestSubmit || form.method !== 'post' || form.action.endsWith('/sign-out') || form.dataset.sent) return;
  if (form.dataset.goes) return delete form.dataset.goes;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.ariaBusy) return;
  form.ariaBusy = 'true';
  note.hidden = true;
  // Words that are not kept yet are kept first.
  const [asked, own] = [[reach('/healthz', { method: 'HEAD' })], []];
  for (const other of document.querySelectorAll('[data-draft]')) {
    other.dispatchEvent(new CustomEvent('sending', { detail: other === form ? own : asked }));
  }
  const saves = await Promise.all(own);
  const answers = [...(await Promise.all(asked)), ...saves];
  form.ariaBusy = null;
  // What was not kept would not be taken either.
  const refused = saves.some((save) => save?.status >= 500 || save?.status === 413);
  if (!refused && answers.some((answer) => answer && answer.status < 500 && answer.status !== 429)) {
    form.dataset.goes = 'yes';
    return form.requestSubmit(submitter);
  }
  const [offline, busy] = note.children;
  [offline.hidden, busy.hidden] = [refused, !refused];
  form.append(note);
  note.hidden = false;
  note.scrollIntoView({ block: 'nearest' });
}, { capture: true });

// A page with words that could not be kept is not left unasked, unless it is left quickly.
addEventListener('beforeunload', (event) => {
  const unkept = document.querySelector('form:not([data-sent]) [data-unkept]:not([hidden])');
  if (unkept && !covered()) event.preventDefault();
});
