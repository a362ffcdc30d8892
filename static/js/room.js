// Who comes and goes. Without this the page asks again by itself.
const find = (name) => document.querySelector(`[data-${name}]`);
const [here, left, told, people, more, nods, untimed, back] = 'here left told people more nods untimed back'.split(' ').map(find);
const lights = document.querySelectorAll('.lights > g');
let [source, heard, known, shut] = [null, 0, null, 0];

const list = (place, lines) => place.replaceChildren(...lines.map((line) =>
  Object.assign(document.createElement('li'), { dir: 'auto', textContent: line })));

function show({ data }) {
  heard = Date.now();
  shut = 0;
  const now = JSON.parse(data);
  here.textContent = now.here;
  left.textContent = now.left;
  list(people, now.people);
  list(nods, now.nods);
  more.hidden = !now.more;
  if (untimed) untimed.hidden = now.timed;
  lights.forEach((light, at) => light.classList.toggle('lit', at < now.lights));
  // Read aloud as people come and go only.
  const news = `${now.here} ${now.timed} ${now.nods}`;
  if (known && news !== known) told.textContent = [now.here, now.left, ...now.nods].join(' ');
  known = news;
}

function listen() {
  source?.close();
  heard = Date.now();
  source = new EventSource(find('live').dataset.live);
  for (const kind of ['room', 'beat']) source.addEventListener(kind, show);
  source.addEventListener('over', () => { source.close(); location.reload(); });
  source.addEventListener('error', async () => {
    if (source.readyState !== EventSource.CLOSED) return;
    // After a sleep or a restart the seat is gone: sit down again.
    shut += 1;
    await new Promise((later) => setTimeout(later, 1000 * shut));
    if (shut > 5) return;
    await fetch(back.action, { method: 'POST', body: new URLSearchParams(new FormData(back)) }).catch(() => {});
    listen();
  });
}

const quiet = (most) => Date.now() - heard > most && listen();
listen();
setInterval(quiet, 5000, 25000);
addEventListener('online', () => quiet(3000));
document.addEventListener('visibilitychange', () => document.hidden || quiet(12000));
