// Keeps the way to help for when there is no connection, and nothing else: pages that are the same for all, asked for
// without a cookie, so that nobody's name is in them.
const CACHE = '/static/app.css';
const PAGES = ['/support', '/grounding', '/offline', '/exit'];
const PARTS = [CACHE, '/static/fonts/atkinson-next-latin.woff2', '/static/icons/favicon.svg', '/static/app.js',
  '/static/js/offline.js'];
const isOpen = (path) => PAGES.includes(path) || /^\/support\/[a-z]{2}$/i.test(path);

async function keep(path) {
  const answer = await fetch(path, { credentials: 'omit' });
  if (answer.ok) await (await caches.open(CACHE)).put(path, answer);
}

// With what an older version kept.
async function begin() {
  const paths = new Set([...PAGES, ...PARTS]);
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) paths.add(new URL(url).pathname);
  }
  await Promise.all([...paths].map(keep));
}

async function dropOlder() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

async function kept({ pathname, searchParams }) {
  const path = searchParams.has('country') ? `/support/${searchParams.get('country')}` : pathname;
  return (isOpen(path) && (await caches.match(path))) || caches.match('/offline');
}

oninstall = (event) => {
  skipWaiting();
  event.waitUntil(begin());
};
onactivate = (event) => event.waitUntil(dropOlder());
onmessage = (event) => isOpen(event.data) && event.waitUntil(keep(event.data));
onfetch = (event) => {
  const { method, mode, url } = event.request;
  const at = new URL(url);
  if (method !== 'GET' || at.origin !== location.origin) return;
  if (mode === 'navigate') {
    event.respondWith(fetch(event.request).catch(() => kept(at)));
    if (isOpen(at.pathname) && at.pathname !== '/exit') event.waitUntil(keep(at.pathname));
  } else if (at.pathname.startsWith('/static/')) {
    event.respondWith(caches.match(url).then((part) => part ?? fetch(event.request)));
  }
};
