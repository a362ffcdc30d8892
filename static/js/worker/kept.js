// Keeps the way to help for when there is no connection, and nothing else: pages that are the same for all, asked for
// without a cookie, so that nobody's name is in them.
const CACHE = '/static/app.css';
const PAGES = ['/support', '/grounding', '/offline', '/exit'];
const PARTS = [CACHE, '/static/fonts/atkinson-next-latin.woff2', '/static/icons/favicon.svg', '/static/app.js',
  '/static/js/offline.js'];
const DAY = 86400000;
const isOpen = (path) => PAGES.includes(path) || /^\/support\/[a-z]{2}$/i.test(path);

// Anything else may come from a proxy, or from a network that wants to be signed in to first.
const isOurs = (answer) => answer.headers.has('handrail');

async function keep(path) {
  const answer = await fetch(path, { credentials: 'omit', redirect: 'error' });
  if (!isOurs(answer) || answer.status >= 500) throw new Error('no connection');
  if (answer.ok) await (await caches.open(CACHE)).put(path, answer);
}

// With what an older version kept. One after the other, so that the page's own requests always find a free line.
async function keepAll(wanted) {
  const paths = new Set(wanted);
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) paths.add(new URL(url).pathname);
  }
  for (const path of paths) await keep(path);
}

// What was kept more than a day ago is kept anew.
async function refresh() {
  const kept = await caches.match('/offline');
  if (!kept || Date.now() - Date.parse(kept.headers.get('date')) > DAY) await keepAll(PAGES);
}

async function dropOlder() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

oninstall = (event) => {
  skipWaiting();
  event.waitUntil(keepAll([...PAGES, ...PARTS]));
};
onactivate = (event) => event.waitUntil(dropOlder());
onmessage = (event) => isOpen(event.data) && event.waitUntil(keep(event.data).catch(() => {}));
