// Words that wait on this device are put on their form again, unless other words have come there since: then they are kept as
// a draft of their own, and both are there.
for (const form of globalThis.crypto?.subtle ? document.querySelectorAll('[data-draft]:has([data-copy-key])') : []) {
  const said = form.querySelector('[data-copy-key]');
  const [, , back, beside] = said.querySelectorAll(':scope > span');
  const own = lock(said.dataset.copyKey);
  const apart = async (at, words) => {
    const draft = crypto.randomUUID().replaceAll('-', '');
    const address = saying(form.querySelector('[data-later]').formAction, { draft, from: '', seen: '', turn: 1, keep: 'now' });
    const answer = await reach(address, { method: 'POST', body: words });
    if (answer?.status !== 204) return;
    await shelf((forms) => forms.delete(at));
    beside.hidden = false;
  };
  const bring = async () => {
    const start = `${new URL(form.action).pathname} ${await own.whose} `;
    const all = await shelf((forms) => forms.getAllKeys());
    for (const at of all.filter((key) => key.startsWith(start))) {
      const both = (await own.open(await shelf((forms) => forms.get(at)))).split('\n');
      const [came, words] = both.map((text) => new URLSearchParams(text));
      if (!goesOn(form, came, words)) {
        await apart(at, words);
        continue;
      }
      fill(form, words);
      back.hidden = false;
      form.dispatchEvent(new CustomEvent('brought', { detail: at }));
      form.dispatchEvent(new Event('input'));
      form.dispatchEvent(new CustomEvent('sending', { detail: [] }));
    }
  };
  bring().catch(() => {});
}
