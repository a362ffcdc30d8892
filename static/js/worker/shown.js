// Answers for the pages of this site, and shows what was kept where there is no connection.
const PATIENCE = 2500;
const DOWN = [502, 503, 504];
const later = (what) => new Promise((resolve) => { setTimeout(resolve, PATIENCE, what); });

// A page of ours, whole, or nothing.
async function whole(url) {
  const answer = await fetch(url, { headers: { accept: 'text/html' } });
  if (!isOurs(answer) || answer.status >= 500) throw new Error('no connection');
  if (answer.redirected) return Response.redirect(answer.url);
  return new Response(await answer.blob(), answer);
}

// Help, and the way out: as it is now, or as it was kept, whichever can be had without waiting long.
async function help(at, path) {
  const kept = await caches.match(path);
  const now = whole(at).catch(async () => kept ?? caches.match('/offline'));
  return kept ? Promise.race([now, later(kept)]) : now;
}

// Any other page is waited for as long as it takes.
async function other(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && (isOurs(answer) || !DOWN.includes(answer.status))) return answer;
  return (await caches.match('/offline')) ?? answer ?? Response.error();
}

async function part(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

onfetch = (event) => {
  const { method, mode, url } = event.request;
  const at = new URL(url);
  if (method !== 'GET' || at.origin !== location.origin) return;
  if (mode === 'navigate') {
    const country = at.searchParams.get('country');
    const path = at.pathname === '/support' && country ? `/support/${country}` : at.pathname;
    event.respondWith(isOpen(path) ? help(url, path) : other(event.request));
    event.waitUntil(Promise.allSettled([isOpen(path) && path !== '/exit' && keep(path), refresh()]));
  } else if (at.pathname.startsWith('/static/')) {
    event.respondWith(part(event.request));
  }
};
