// Keeps the way to help for when there is no connection: starts the worker, and tells it which page this is.
if (navigator.serviceWorker) {
  const ours = {
    createScriptURL(url) {
      if (url === '/sw.js') return url;
      throw new TypeError('not our worker');
    },
  };
  const policy = globalThis.trustedTypes?.createPolicy('handrail-worker', ours) ?? ours;
  navigator.serviceWorker
    .register(policy.createScriptURL('/sw.js'))
    .then(() => navigator.serviceWorker.ready)
    .then((ready) => ready.active.postMessage(location.pathname))
    .catch(() => {});
}
