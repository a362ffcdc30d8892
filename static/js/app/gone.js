// Leaving and signing out work without a connection too: the next request that gets through says that whoever was here has
// left, and ends the session.
function noteLeft() {
  const name = location.protocol === 'https:' ? '__Host-left=1; secure' : `left-${location.port || 80}=1`;
  document.cookie = `${name}; path=/; max-age=2592000; samesite=lax`;
}
document.addEventListener('submit', ({ target }) => new URL(target.action).pathname === '/sign-out' && noteLeft());
