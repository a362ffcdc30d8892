// Words that could not be kept stay on this device until they can be: closed with a key that only the pages of who wrote
// them carry, and gone once they sign out or leave quickly.
for (const form of globalThis.crypto?.subtle ? document.querySelectorAll('[data-draft]:has([data-copy-key])') : []) {
  const said = form.querySelector('[data-copy-key]');
  const [kept, unkept, back] = said.querySelectorAll(':scope > span');
  const own = lock(said.dataset.copyKey);
  const place = own.whose.then((whose) => `${new URL(form.action).pathname} ${whose}`);
  const copy = async () => {
    const [at, closed] = [await place, await own.close(new URLSearchParams(new FormData(form)))];
    // Where Handrail answers, it has said itself why it does not keep them, as where they are somebody else's.
    if (!unkept.hidden && !line.isUp) await shelf((forms) => forms.put(closed, at), 'put');
  };
  const look = async () => {
    if (!unkept.hidden) return copy();
    const at = await place;
    if (!kept.hidden) await shelf((forms) => forms.delete(at)).catch(() => {});
  };
  new MutationObserver(look).observe(said, { subtree: true, attributes: true, childList: true });
  form.addEventListener('input', () => unkept.hidden || copy());
  const bring = async () => {
    const at = await place;
    const words = await own.open(await shelf((forms) => forms.get(at)));
    for (const [name, value] of new URLSearchParams(words)) {
      const field = form.elements[name];
      if (!field || field.type === 'hidden') continue;
      const adds = field.type === 'textarea' && !value.includes(field.value);
      if (field.type === 'checkbox') field.checked = true;
      else if (!adds) field.value = value;
      else if (!field.value.includes(value)) field.value += `\n\n${value}`;
    }
    back.hidden = false;
    form.dispatchEvent(new Event('input'));
    form.dispatchEvent(new CustomEvent('sending', { detail: [] }));
  };
  bring().catch(() => {});
}
