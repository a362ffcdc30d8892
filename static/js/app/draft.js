// Keeps what is being written: two seconds after typing stops, and when the page is left.
for (const form of document.querySelectorAll('[data-draft]:not(:has([type=password]))')) {
  const button = form.querySelector('[data-later]');
  const [kept, unkept] = form.querySelectorAll('[data-kept] > span');
  const named = (address, name, value) => {
    const url = new URL(address);
    url.searchParams.set(name, value);
    return url.href;
  };
  // Sent, and written on again: a new draft.
  const renew = () => {
    const id = crypto.randomUUID().replaceAll('-', '');
    form.action = named(form.action, 'draft', id);
    button.formAction = named(button.formAction, 'draft', id);
  };
  let [turn, changed, waiting] = [0, false];
  const keep = async (leaving) => {
    clearTimeout(waiting);
    if (!changed || form.dataset.sent) return;
    changed = false;
    const body = new URLSearchParams(new FormData(form));
    // From a page that closes, browsers take no more than 64 KiB along.
    const keepalive = leaving === true && String(body).length < 60000;
    const address = named(named(button.formAction, 'keep', 'now'), 'turn', turn += 1);
    const { status, type } = await fetch(address, { method: 'POST', body, redirect: 'manual', keepalive }).catch(() => ({}));
    if (form.dataset.sent) return;
    // Led away to sign in: it is kept all the same.
    const done = status === 204 || type === 'opaqueredirect';
    const nothing = status === 205;
    changed ||= !done && !nothing;
    if (status === 409) return renew(), keep();
    if (done) kept.lastElementChild.textContent = new Date().toTimeString().slice(0, 5);
    kept.hidden = !done;
    unkept.hidden = done || nothing;
  };
  form.addEventListener('input', () => {
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 2000);
  });
  for (const leaving of ['visibilitychange', 'pagehide']) addEventListener(leaving, () => keep(true));
  // Another form of this page.
  addEventListener('submit', () => keep(true));
}
