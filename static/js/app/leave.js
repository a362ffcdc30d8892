// Leave quickly: cover the page at once, then put the neutral page in its place. Without scripts it is a plain link.
const wanted = document.querySelector('[data-leave]');
function leave() {
  const cover = document.createElement('div');
  cover.className = 'cover';
  document.body.append(cover);
  document.title = ' ';
  location.replace('/exit');
}

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-leave]')) return;
  event.preventDefault();
  leave();
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
  if (wanted && taps.length === 3) leave();
});
// A Shift held while the pointer selects something is not a tap.
addEventListener('pointerdown', () => { alone = false; taps = []; });
// Coming back out of the browser's cache must not show what was covered.
addEventListener('pageshow', (event) => {
  if (event.persisted && document.querySelector('.cover')) location.reload();
});
