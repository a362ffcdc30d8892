// Keeps what is being written: every few seconds of typing, before a form goes, and when the page is left.
for (const form of document.querySelectorAll('[data-draft]:not(:has([type=password]))')) {
  const button = form.querySelector('[data-later]');
  const [kept, unkept] = form.querySelectorAll('[data-kept] > span');
  // Written on after it was sent.
  const renew = () => {
    const draft = crypto.randomUUID().replaceAll('-', '');
    form.action = saying(form.action, { draft });
    button.formAction = saying(button.formAction, { draft });
  };
  let [turn, changed, waiting, earlier] = [Math.floor(Date.now() / 1000), false, 0, Promise.resolve()];
  const save = async () => {
    if (!changed || form.dataset.sent) return null;
    changed = false;
    const body = new URLSearchParams(new FormData(form));
    const keepalive = String(body).length < 60000; // No more may outlive its page.
    const address = saying(button.formAction, { keep: 'now', turn: (form.dataset.turn = turn += 1) });
    const answer = await reach(address, { method: 'POST', body, keepalive });
    if (form.dataset.sent) return answer;
    const [done, nothing, over] = [204, 205, 409].map((status) => answer?.status === status);
    if (over) renew();
    if (done) kept.lastElementChild.textContent = new Date().toTimeString().slice(0, 5);
    kept.hidden = !done;
    unkept.hidden = done || nothing || over;
    changed ||= !done && !nothing;
    if (changed) soon();
    return answer;
  };
  // One after the other.
  const keep = () => {
    clearTimeout(waiting);
    waiting = 0;
    return (earlier = earlier.then(save));
  };
  const soon = () => { waiting ||= setTimeout(keep, 3000); };
  form.addEventListener('input', () => { changed = true; soon(); });
  form.addEventListener('sending', ({ detail }) => detail.push(keep()));
  addEventListener('online', keep);
  // Nothing is waited for: the turn tells which is the newest.
  for (const leaving of ['beforeunload', 'visibilitychange', 'pagehide']) addEventListener(leaving, save);
}
