// Leave quickly: cover the page, then put the neutral one in its place. Without scripts it is a plain link.
const wanted = document.querySelector('[data-leave]');
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
document.addEventListener('submit', ({ target }) => {
  if (/\/(sign-out|leave)$/.test(target.action)) {
    tabs.postMessage('out');
    wipe();
  }
});

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-leave]')) return;
  event.preventDefault();
  leaveAll();
});

// Shift, alone, three times within a second.
let taps = [];
let alone = false;
addEventListener('keydown', (event) => {
  if (event.repeat) return;
  alone = event.key === 'Shift';
  if (!alone) taps = [];
});
addEventListener('keyup', (event) => {
  if (event.key !== 'Shift' || !alone) return;
  taps = [...taps.filter((then) => event.timeStamp - then < 1000), event.timeStamp];
  if (wanted && taps.length === 3) leaveAll();
});
// A Shift held while the pointer selects something is not a tap.
addEventListener('pointerdown', () => { alone = false; taps = []; });
// The browser's cache must not bring back what was covered.
addEventListener('pageshow', (event) => {
  if (event.persisted && covered()) location.reload();
});
