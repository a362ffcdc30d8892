// Copy and share words, and keep their sms: and mailto: links in step with what was typed.
const words = (id) => {
  const el = document.getElementById(id);
  return (el.value ?? el.textContent).trim();
};
const say = (button, text) => {
  const place = button.closest('.starter, .landing')?.querySelector('[data-said]');
  if (place) place.textContent = text;
};

for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(words(button.dataset.copy));
      say(button, 'Copied.');
    } catch {
      document.getElementById(button.dataset.copy).select?.();
      say(button, 'The words are selected. Copy them with your keyboard or menu.');
    }
  });
}

for (const button of document.querySelectorAll('[data-share]')) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener('click', () => navigator.share({ text: words(button.dataset.share) }).catch(() => {}));
}

// sms:?body= for most phones, sms:&body= for Apple's. Where we know, one link is enough.
const apple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);
for (const link of document.querySelectorAll('[data-body]')) {
  const start = link.getAttribute('href').split('body=')[0];
  const sms = start.startsWith('sms:');
  if (sms) link.hidden = start.includes('&') !== apple;
  if (sms && apple) link.textContent = link.dataset.short ?? link.textContent;
  const keep = () => { link.href = `${start}body=${encodeURIComponent(words(link.dataset.body))}`; };
  document.getElementById(link.dataset.body).addEventListener('input', keep);
  keep();
}

// Other words leave in sight what was changed.
document.getElementById('wishes')?.addEventListener('formdata', ({ formData }) => {
  for (const { value, defaultValue, id } of document.querySelectorAll('form textarea')) {
    if (value !== defaultValue || id.startsWith('mine')) formData.append('mine', value);
  }
});
