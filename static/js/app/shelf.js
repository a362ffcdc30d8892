// What is kept on this device while Handrail cannot be reached.
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = reject;
});
// Only what is put there makes it: where nothing was ever kept, looking leaves no trace.
const shelf = async (act, mode = 'look') => {
  const opening = indexedDB.open('unsent');
  opening.onupgradeneeded = () => {
    if (mode === 'put') opening.result.createObjectStore('forms');
    else opening.transaction.abort();
  };
  const opened = await done(opening);
  opened.onversionchange = () => opened.close();
  return done(act(opened.transaction('forms', 'readwrite').objectStore('forms'))).finally(() => opened.close());
};
function wipe() { globalThis.indexedDB?.deleteDatabase('unsent'); }

// What one person's key opens. Whose it is tells nothing of the key.
const lock = (text) => {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt());
  const key = crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    whose: crypto.subtle.digest('SHA-256', bytes).then((hash) => new Uint8Array(hash, 0, 8).join()),
    async close(words) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { iv, sealed: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key, new TextEncoder().encode(words)) };
    },
    open: async ({ iv, sealed }) =>
      new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await key, sealed)),
  };
};
