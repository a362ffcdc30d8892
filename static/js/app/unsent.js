// Words that could not be kept stay on this device until they can be: closed with a key that only the pages of who wrote
// them carry, and gone once they sign out or leave quickly. Each page has a place of its own, and clears no other.
for (const form of globalThis.crypto?.subtle ? document.querySelectorAll('[data-draft]:has([data-copy-key])') : []) {
  const said = form.querySelector('[data-copy-key]');
  const [kept, unkept] = said.querySelectorAll(':scope > span');
  const own = lock(said.dataset.copyKey);
  const mine = new Set();
  const words = () => String(new URLSearchParams(new FormData(form)));
  // What Handrail has of this form, as far as it goes on from there.
  let reached = words();
  const copy = async () => {
    const { pathname, searchParams } = new URL(form.action);
    const at = `${pathname} ${await own.whose} ${searchParams.get('draft')}`;
    const closed = await own.close(`${reached}\n${words()}`);
    // Where Handrail answers, it has said itself why it does not keep them, as where they are somebody else's.
    if (unkept.hidden || line.isUp || covered()) return;
    mine.add(at);
    await shelf((forms) => forms.put(closed, at), 'put');
  };
  const look = async () => {
    if (!unkept.hidden) return copy();
    if (kept.hidden) return;
    reached = words();
    for (const at of mine) await shelf((forms) => forms.delete(at)).catch(() => {});
    mine.clear();
  };
  new MutationObserver(look).observe(said, { subtree: true, attributes: true, childList: true });
  form.addEventListener('input', () => unkept.hidden || copy());
  form.addEventListener('brought', ({ detail }) => mine.add(detail));
}
