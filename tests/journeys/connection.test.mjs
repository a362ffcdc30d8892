// Writing on a bad line: what is typed is kept while it is typed, and a button pressed without a connection loses nothing.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { between, closeBrowser, demo, isSound, page, press, test } from './house.mjs';

let house;
let line;
before(async () => {
  house = await demo(18441);
  line = await between(house.base);
});
afterEach(() => {
  line.now = 'passes on';
  line.hold = () => false;
  line.sees = () => {};
  line.release();
});
after(async () => {
  await closeBrowser();
  await line.stop();
  await house.stop();
});

const NOT_SENT = 'There is no connection just now, so this was not sent. What you put in is still here. Please try again in a little while.';
const isSave = (asked) => asked.url.includes('keep=now');
const notSent = (them) => them.waitForSelector('[data-unsent]:not([hidden])');
const kept = (them) => them.waitForSelector('[data-kept] span > span:not(:empty)');
/** The words come with the page, or a moment after it, and stay. */
const holds = async (them, field, words) => {
  const there = () => field.inputValue({ timeout: 500 }).then((value) => value === words, () => false);
  for (const start = Date.now(); Date.now() - start < 10000 && !(await there());) await them.waitForLoadState();
  assert.equal(await field.inputValue(), words);
};

/** Somebody signed in, on a page they came to over the line. */
async function on(path, options, name = 'mira') {
  const me = await house.signedIn(name, options);
  await me.goto(line.base + path);
  const afresh = me.locator('button:text("Start over")');
  while ((await afresh.count()) > 0) await Promise.all([me.waitForNavigation(), afresh.click()]);
  return me;
}

test('steady typing is kept while it goes on, one save at a time', async () => {
  const me = await on('/journal');
  let [saves, atOnce, most] = [[], 0, 0];
  line.sees = (asked, answer) => {
    if (!isSave(asked)) return;
    saves.push(Date.now());
    most = Math.max(most, atOnce += 1);
    answer.on('close', () => { atOnce -= 1; });
  };
  const start = Date.now();
  await me.locator('#words').pressSequentially('Nobody pauses here, the words just go on and on and on. '.repeat(2), { delay: 100 });
  const gaps = [...saves, Date.now()].map((at, nth) => at - (saves[nth - 1] ?? start));
  assert.ok(saves.length >= 2 && Math.max(...gaps) < 5000, `saved after ${gaps} ms`);
  assert.equal(most, 1);
});

test('a save that hangs is given up, said, and tried again', async () => {
  const me = await on('/journal');
  line.hold = isSave;
  await me.fill('#words', 'A slow line');
  await me.waitForSelector('text=Not kept yet. Your words are still on this page.');
  line.hold = () => false;
  await kept(me);
  assert.ok(await me.locator('[data-unkept]').isHidden());
});

test('what only looks like an answer does not count as kept', async () => {
  const me = await on('/journal');
  for (const now of ['wants a sign-in', 'leads away', 502]) {
    line.now = now;
    await me.fill('#words', `Told by ${now}`);
    await me.waitForSelector('[data-unkept]:not([hidden])');
    line.now = 'passes on';
    await me.waitForSelector('[data-unkept]', { state: 'hidden' });
  }
});

for (const now of ['offline', 502, 'wants a sign-in', 'leads away', 'hangs']) {
  test(`a button pressed without a connection (${now}) leaves the page and the words as they are`, async () => {
    const me = await on('/journal', { viewport: { width: 320, height: 640 } });
    const words = `Without a signal, ${now}`;
    if (now === 'offline') await me.context().setOffline(true);
    else line.now = now;
    await me.locator('#words').pressSequentially(words);
    await press(me, 'Keep it');
    await notSent(me);
    assert.equal(await me.locator('[role=alert]:visible').innerText(), NOT_SENT);
    assert.equal(await me.inputValue('#words'), words);
    assert.ok(me.url().startsWith(`${line.base}/journal`));
    me.faults.length = 0;
    await isSound(me);

    await me.context().setOffline(false);
    line.now = 'passes on';
    line.release();
    await me.locator('button.primary:text("Keep it")').focus();
    await me.keyboard.press('Enter');
    await me.waitForURL(/journal\/[0-9a-f]+/);
    await me.goto(`${line.base}/journal`);
    const list = await me.locator('main').innerText();
    assert.equal(list.split(words).length, 2, 'kept once');
    assert.equal(await me.inputValue('#words'), '', 'and not begun any more');
  });
}

test('the pressed button goes along once there is a connection again', async () => {
  const me = await on('/moments');
  await me.fill('#words', 'By the river');
  line.now = 503;
  const tap = me.locator('button[name=kind]').first();
  const kind = await tap.innerText();
  await tap.click();
  await notSent(me);
  line.now = 'passes on';
  await tap.dblclick();
  await me.waitForURL(/moment=/);
  await me.goto(`${line.base}/moments`);
  const list = await me.locator('main').innerText();
  assert.match(list, new RegExp(`${kind}\\s+By the river`));
  assert.equal(list.split('By the river').length, 2, 'a second press sends nothing');
});

test('a tap without words says so too', async () => {
  const me = await on('/steps/plain-hello');
  line.now = 502;
  await me.locator('form[action$="/begin"] button').first().click();
  await notSent(me);
  assert.ok(me.url().includes('/steps/plain-hello'));
  line.now = 'passes on';
  await me.locator('form[action$="/begin"] button').first().click();
  await me.waitForURL(/attempts/);
});

test('words that could not be kept are not left unasked, unless one leaves quickly', async () => {
  const me = await on('/journal');
  line.now = 502;
  await me.fill('#words', 'Hold on');
  await me.waitForSelector('[data-unkept]:not([hidden])');
  let asked = 0;
  me.on('dialog', (dialog) => { asked += 1; dialog.dismiss(); });
  await me.click('a:text-is("Notebook") >> nth=0');
  await me.waitForFunction(() => document.activeElement);
  assert.equal(asked, 1);
  assert.equal(await me.inputValue('#words'), 'Hold on');
  line.now = 'passes on';
  await me.click('[data-leave]');
  await me.waitForURL(/exit/);
  assert.equal(asked, 1);
});

test('one reload at once shows the words, and so does coming back from another page', async () => {
  for (const path of ['/journal', '/moments', '/thoughts']) {
    const me = await on(path);
    const field = me.locator('form[data-draft] textarea').first();
    await field.fill(`Reloaded at once on ${path}`);
    await me.reload();
    await holds(me, field, `Reloaded at once on ${path}`);
    await field.fill(`Left at once on ${path}`);
    await me.goto(`${line.base}/about`);
    await me.goto(line.base + path);
    await holds(me, field, `Left at once on ${path}`);
    await me.context().close();
  }
});

test('words that come after the page that is to show them are shown as soon as they are there', async () => {
  const me = await on('/journal');
  await me.fill('#words', 'Kept before');
  await kept(me);
  line.hold = isSave;
  await me.fill('#words', 'Kept before, and then slow');
  await me.reload();
  assert.equal(await me.inputValue('#words'), 'Kept before');
  line.release();
  await holds(me, me.locator('#words'), 'Kept before, and then slow');
});

test('words that come late do not take the place of what is written meanwhile', async () => {
  const me = await on('/journal');
  line.hold = isSave;
  await me.fill('#words', 'Slow');
  await me.reload();
  await me.fill('#words', 'Written meanwhile');
  line.hold = () => false;
  line.release();
  await kept(me);
  assert.equal(await me.inputValue('#words'), 'Written meanwhile');
  await me.goto(`${line.base}/drafts`);
  for (const words of ['Slow', 'Written meanwhile']) await me.locator(`main :text-is("${words}")`).first().waitFor();
});

test('what is typed on is not overwritten by what was kept', async () => {
  const me = await on('/journal');
  await me.fill('#words', 'First');
  await kept(me);
  await me.fill('#words', 'First, and second');
  await me.context().setOffline(true);
  await me.locator('button.primary:text("Keep it")').click();
  await notSent(me);
  await me.context().setOffline(false);
  await me.waitForSelector('[data-unkept]', { state: 'hidden' });
  assert.equal(await me.inputValue('#words'), 'First, and second');
});

test('without scripts a form goes as it always did', async () => {
  const me = await page({ javaScriptEnabled: false });
  await house.signIn(me, 'mira');
  await me.goto(`${line.base}/journal`);
  await me.fill('#words', 'Plain');
  await me.click('button.primary:text("Keep it")');
  await me.waitForURL(/journal\/[0-9a-f]+/);
});

const OFFLINE_WORDS = 'Written in a tunnel, and then the tab was closed.';

/** The same person's browser, a fresh tab of it. */
async function anotherTab(me) {
  const tab = await me.context().newPage();
  await tab.goto(line.base + '/journal');
  return tab;
}

/** In the browser: how many forms are held back on the device. */
async function heldBack() {
  if ((await indexedDB.databases()).length === 0) return 0;
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const opened = await done(indexedDB.open('unsent'));
  return done(opened.transaction('forms').objectStore('forms').count()).finally(() => opened.close());
}

async function writesOfflineAndCloses(me) {
  await me.context().setOffline(true);
  await me.fill('#words', OFFLINE_WORDS);
  await me.locator('form[data-draft] button.primary').click();
  await notSent(me);
  await me.waitForFunction(heldBack);
  await me.close();
}

test('words that never reached us are there when the page is opened again, and then kept', async () => {
  const me = await on('/journal');
  const context = me.context();
  await writesOfflineAndCloses(me);
  await context.setOffline(false);
  const back = await context.newPage();
  await back.goto(line.base + '/journal');
  await back.waitForFunction((words) => document.querySelector('#words').value === words, OFFLINE_WORDS);
  await back.waitForSelector('text=They are here again.');
  await kept(back);
  const other = await house.signedIn('mira');
  await other.goto(line.base + '/journal');
  assert.equal(await other.inputValue('#words'), OFFLINE_WORDS, 'another device has them too');
});

test('signing out leaves nothing of them on the device', async () => {
  const me = await on('/journal');
  const still = await anotherTab(me);
  const context = me.context();
  await writesOfflineAndCloses(me);
  await context.setOffline(false);
  const left = () => still.evaluate(heldBack);
  assert.equal(await left(), 1);
  await still.goto(line.base + '/settings');
  await Promise.all([still.waitForNavigation(), still.locator('form[action="/sign-out"] button').first().click()]);
  assert.equal(await left(), 0);
});

test('what somebody could not send is shown to nobody else who signs in', async () => {
  const me = await on('/journal');
  const context = me.context();
  await writesOfflineAndCloses(me);
  await context.setOffline(false);
  await context.clearCookies();
  const jo = await context.newPage();
  await house.signIn(jo, 'jo');
  await jo.goto(line.base + '/journal', { waitUntil: 'networkidle' });
  assert.ok(!(await jo.content()).includes(OFFLINE_WORDS) && (await jo.inputValue('#words')) === '');
});

/** Until so many forms are held back on the device. */
async function holdsBack(me, many) {
  await me.waitForSelector('[data-unkept]:not([hidden])');
  while ((await me.evaluate(heldBack)) < many) await me.waitForSelector('[data-unkept]:not([hidden])');
}

/** Puts words into a field of a page that then loses its connection, and closes it. */
async function putsInOfflineAndCloses(me, field, words) {
  await me.context().setOffline(true);
  await me.fill(field, words);
  await holdsBack(me, 1);
  await me.close();
  await me.context().setOffline(false);
}

test('words that wait on the device outlast what another page of the same form does', async () => {
  const me = await on('/journal');
  const other = await anotherTab(me);
  await putsInOfflineAndCloses(me, '#words', OFFLINE_WORDS);
  await other.fill('#words', 'Something else, with a connection');
  await kept(other);
  await other.close();
  const back = await me.context().newPage();
  await back.goto(`${line.base}/journal`);
  await back.waitForSelector('text=Both are kept. See them');
  await back.goto(`${line.base}/drafts`);
  const begun = await back.locator('main').innerText();
  assert.ok(begun.includes(OFFLINE_WORDS) && begun.includes('Something else, with a connection'), begun);
});

test('two pages without a connection each keep their words', async () => {
  const me = await on('/journal');
  const other = await anotherTab(me);
  await me.context().setOffline(true);
  await me.fill('#words', 'The first of two');
  await holdsBack(me, 1);
  await other.fill('#words', 'The second of two');
  await holdsBack(other, 2);
  await Promise.all([me.close(), other.close()]);
  await me.context().setOffline(false);
  const back = await me.context().newPage();
  await back.goto(`${line.base}/journal`);
  await back.waitForSelector('text=Both are kept. See them');
  await kept(back);
  await back.goto(`${line.base}/drafts`);
  const begun = await back.locator('main').innerText();
  assert.ok(begun.includes('The first of two') && begun.includes('The second of two'), begun);
});

for (const [path, field] of [['/people/new', '[name=name]'], ['/ladder/new', '[name=title]']]) {
  test(`words that waited on one device replace nothing that was written later on another (${path})`, async () => {
    const me = await on(path);
    await putsInOfflineAndCloses(me, field, 'On the phone');
    const later = await house.signedIn('mira');
    await later.goto(line.base + path);
    await later.fill(field, 'Later on the laptop');
    await kept(later);
    const back = await me.context().newPage();
    await back.goto(line.base + path);
    await back.waitForSelector('text=Both are kept. See them');
    assert.equal(await back.inputValue(field), 'Later on the laptop');
    await back.goto(`${line.base}/drafts`);
    const begun = await back.locator('main').innerText();
    assert.ok(begun.includes('On the phone') && begun.includes('Later on the laptop'), begun);
  });
}

test('a form whose own save was refused stays on its page and says so', async () => {
  const me = await on('/journal');
  await me.route(/keep=now/, (route) => route.fulfill({ status: 507, headers: { handrail: '1' } }));
  await me.fill('#words', 'No room for these');
  await me.locator('form[data-draft] button.primary').click();
  await notSent(me);
  assert.match(await me.locator('[role=alert]:visible').innerText(), /^This cannot be kept just now, so it was not sent\./);
  assert.equal(await me.inputValue('#words'), 'No room for these');
  await holdsBack(me, 1);
});

test('to leave the question of the month wipes nothing that waits on the device', async () => {
  const me = await on('/journal', {}, 'lind');
  const still = await anotherTab(me);
  await putsInOfflineAndCloses(me, '#words', OFFLINE_WORDS);
  await still.goto(`${line.base}/notebook`);
  await Promise.all([still.waitForNavigation(), still.click('button:text-is("Not this month")')]);
  assert.equal(await still.locator('button:text-is("Not this month")').count(), 0, 'it was left');
  await still.goto(`${line.base}/journal`);
  await still.waitForSelector('text=They are here again.');
  assert.equal(await still.inputValue('#words'), OFFLINE_WORDS);
});

test('a form that came back with what is wrong, and is then sent, leaves no draft behind', async () => {
  const me = await on('/people/new');
  const unfold = () => me.evaluate(() => document.querySelectorAll('form details').forEach((it) => { it.open = true; }));
  await unfold();
  await me.fill('#note', 'Met at the allotment');
  await kept(me);
  await me.locator('form[data-draft] button.primary').click();
  await me.waitForSelector('text=There is a problem');
  assert.equal(await me.inputValue('#note'), 'Met at the allotment');
  await me.fill('#name', 'Ada');
  await kept(me);
  await me.locator('form[data-draft] button.primary').click();
  await me.waitForURL((url) => !url.pathname.startsWith('/people/new'));
  await me.goto(`${line.base}/people/new`);
  assert.deepEqual([await me.inputValue('#name'), await me.inputValue('#note')], ['', '']);
  await me.goto(`${line.base}/drafts`);
  assert.doesNotMatch(await me.locator('main').innerText(), /Met at the allotment/);
});
