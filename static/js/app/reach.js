// What the other scripts of every page may use.

// Asks an address of ours, and waits six seconds at the most. Nothing comes back where the answer is not ours, but a
// proxy's, or that of a network which wants to be signed in to first.
const line = { isUp: true };
const reach = (address, options) =>
  fetch(address, { redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout?.(6000), ...options })
    .then((answer) => (answer.headers.has('handrail') ? answer : null), () => null)
    .then((answer) => {
      line.isUp = answer?.status < 500;
      return answer;
    });

// Whether the page was left or signed out of: then nothing of it is kept any more.
const covered = () => document.querySelector('.cover');

// An address that says more.
const saying = (address, more) => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  return url.href;
};
