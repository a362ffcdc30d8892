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
  if (taps.length === 3) document.querySelector('[data-leave]')?.click();
});
// A Shift held while the pointer selects something is not a tap.
addEventListener('pointerdown', () => { alone = false; taps = []; });
