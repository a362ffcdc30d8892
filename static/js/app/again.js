// The last words of a page that is left may come after the page that is to show them, on a busy line. Then that page is looked
// at again, and once it shows them it is loaded anew, unless something was written there meanwhile.
const [left, writing] = [sessionStorage.getItem('left'), document.querySelectorAll('[data-draft]')];
let written = null;
sessionStorage.removeItem('left');
for (const form of writing) form.addEventListener('input', () => { written = form; });
addEventListener('pagehide', () => {
  if (!written?.dataset.turn || written.dataset.sent || covered()) return;
  sessionStorage.setItem('left', `${new URL(written.action).searchParams.get('draft')} ${written.dataset.turn}`);
});

const shown = `data-shows="${left}"`;
const look = async (times) => {
  const answer = await reach(location.href);
  const page = answer?.ok ? await answer.text() : '';
  if (written) return;
  if (page.includes(shown)) location.reload();
  else if (times > 1) setTimeout(look, 1000, times - 1);
};
if (left && writing.length > 0 && !document.querySelector(`[${shown}]`)) setTimeout(look, 300, 5);
