// Leave quickly: cover the page, then put the neutral one in its place. Without scripts it is a plain link.
const tabs = globalThis.BroadcastChannel ? new BroadcastChannel('tabs') : { postMessage() {} };
function cover() {
  if (covered()) return;
  wipe();
  const cover = document.createElement('div');
  cover.className = 'cover';
  document.body.append(cover);
  document.title = ' ';
  for (const one of document.querySelectorAll('[data-copy-key]')) one.removeAttribute('data-copy-key');
}
function leave() {
  cover();
  noteLeft();
  location.replace('/exit');
}
function leaveAll() {
  tabs.postMessage('leave');
  leave();
}

// The other tabs go along. After signing out they are covered, and ask for a sign-in once somebody looks at them.
tabs.onmessage = ({ data }) => {
  if (data === 'leave') return leave();
  cover();
  for (const back of ['visibilitychange', 'focus']) addEventListener(back, () => document.hidden || location.reload());
};
function out() {
  tabs.postMessage('out');
  wipe();
}
document.addEventListener('submit', ({ target }) => {
  const { pathname } = new URL(target.action);
  if (pathname === '/sign-out') out();
  if (pathname === '/settings/leave') sessionStorage.setItem('leaving', 'yes');
});
// Whoever asked to leave for good, and comes out at the front door, has left.
if (sessionStorage.getItem('leaving')) {
  sessionStorage.removeItem('leaving');
  if (location.pathname === '/') out();
}

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-leave]')) return;
  event.preventDefault();
  leaveAll();
});

// The browser's cache must not bring back what was covered.
addEventListener('pageshow', (event) => {
  if (event.persisted && covered()) location.reload();
});
