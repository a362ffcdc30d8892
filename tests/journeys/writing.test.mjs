// Somebody writes, and something happens in between: the browser is gone, scripts are off, the sign-in ends, Back is pressed.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, test } from './house.mjs';

const words = 'I said hello at the gate — שלום 🌿\nShe smiled.';
let house;
let base;
let password;
before(async () => {
  house = await demo(18423);
  ({ base, password } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const signIn = (them) => house.signIn(them, 'mira');
const mira = (options) => house.signedIn('mira', options);

/** Sets out on a step of the library and opens the words about it. */
async function trying(them) {
  await them.goto(`${base}/steps/plain-hello`);
  await them.click('form[action$="/begin"] button >> nth=0');
  await them.waitForURL(/attempts/);
  await them.click('summary:has-text("Say a little more")');
  return them.url();
}

const kept = (them) => them.waitForSelector('[data-kept] span > span:not(:empty)');

test('the words are there after the browser was gone', async () => {
  const before = await mira();
  const attempt = await trying(before);
  await before.fill('#note', words);
  await before.check('[name=felt][value=okay]');
  await kept(before);
  await isSound(before);
  await before.context().close();

  const me = await mira();
  await me.click('.waits summary');
  await me.click('a:has-text("Send someone a wave or one word")');
  await me.waitForURL((url) => url.href.startsWith(attempt));
  assert.equal(await me.inputValue('#note'), words);
  assert.ok(await me.isChecked('[name=felt][value=okay]'));
  assert.match(await me.locator('main').innerText(), /These are the words you had begun/);
  await me.check('input[name=outcome][value=did]');
  await me.click('button:text-is("Save")');
  await me.waitForURL(/kept=/);
  assert.doesNotMatch(await me.locator('main').innerText(), /You had begun/, 'sent is sent');
});

test('a page that is left at once keeps the words too', async () => {
  const me = await mira();
  const attempt = await trying(me);
  await me.fill('#note', words);
  await me.goto(`${base}/about`);
  await me.goto(attempt);
  assert.equal(await me.inputValue('#note'), words);
});

test('Finish later works without scripts', async () => {
  const before = await mira({ javaScriptEnabled: false });
  await before.goto(`${base}/moments`);
  await before.fill('#words', words);
  await before.click('text=Finish later');
  await before.waitForURL(/begun=/);
  await before.context().close();

  const me = await mira({ javaScriptEnabled: false });
  await me.goto(`${base}/moments`);
  assert.equal(await me.inputValue('#words'), words);
  await isSoundWithScripts(me.url());
  await me.click('text=Start over');
  await me.waitForURL(/aside=/);
  assert.equal(await me.inputValue('#words'), '');
  await me.click('text=Undo');
  await me.waitForURL(/draft=/);
  assert.equal(await me.inputValue('#words'), words);
  await me.click('text=Keep it');
  await me.waitForURL(/moment=/);
});

/** The same page where scripts are on, which looking it over needs. */
async function isSoundWithScripts(url) {
  const other = await mira();
  await other.goto(url);
  await isSound(other);
  await other.context().close();
}

test('a sign-in that ends while writing loses nothing', async () => {
  const me = await mira();
  await me.goto(`${base}/moments`);
  const elsewhere = await mira();
  await elsewhere.goto(`${base}/settings/devices`);
  await Promise.all([elsewhere.waitForNavigation(), elsewhere.click('form[action$="/end-others"] button')]);
  await elsewhere.context().close();
  await me.fill('#words', 'A dog with one white ear');
  await kept(me);
  await me.fill('#words', 'A dog with one white ear, asleep');
  await me.click('text=Keep it');
  await me.waitForURL(/sign-in\?kept/);
  await me.fill('[name=name]', 'mira');
  await me.fill('[name=password]', password);
  await me.click('main button.primary');
  await me.waitForURL(/drafts/);
  assert.match(await me.locator('#left ~ .list blockquote >> nth=0').innerText(), /A dog with one white ear, asleep/);
  // Its saves were asked to come further apart, which the browser notes.
  me.faults.length = 0;
  await isSound(me);
  await me.click('button:has-text("Take it in")');
  await me.waitForURL(/draft=/);
  assert.equal(await me.inputValue('#words'), 'A dog with one white ear, asleep');
  await me.click('text=Keep it');
  await me.waitForURL(/moment=/);
  await me.goto(`${base}/drafts`);
  assert.equal(await me.locator('#left').count(), 0, 'one thing, however often the script saved it');
});

test('words that were left are taken in without scripts too, on a narrow screen', async () => {
  const narrow = { viewport: { width: 320, height: 640 } };
  const tab = await mira({ javaScriptEnabled: false, ...narrow });
  await tab.goto(`${base}/journal`);
  await tab.context().clearCookies();
  await tab.fill('#words', 'Frost on the gate');
  await tab.click('button:text-is("Keep it")');
  await tab.waitForURL(/sign-in\?kept/);
  await signIn(tab);
  const looked = await mira(narrow);
  await looked.goto(`${base}/drafts`);
  await isSound(looked);
  await tab.goto(`${base}/drafts`);
  await tab.click('button:has-text("Let it go") >> nth=0');
  await tab.click('text=Undo');
  await tab.click('button:has-text("Take it in")');
  await tab.waitForURL(/draft=/);
  assert.equal(await tab.inputValue('#words'), 'Frost on the gate');
  await tab.click('button:text-is("Keep it")');
  await tab.waitForURL(/journal\/./);
});

test('where nobody is signed in any more, the words are kept for whose page it was', async () => {
  const me = await mira();
  await me.goto(`${base}/moments`);
  await me.context().clearCookies();
  await me.fill('#words', 'Snow, but only for a minute');
  await kept(me);
  await me.click('text=Keep it');
  await me.waitForSelector('text=What you wrote is safe.');
  await me.fill('[name=name]', 'mira');
  await me.fill('[name=password]', password);
  await me.click('main button.primary');
  await me.waitForURL(/today|drafts/);
  await me.goto(`${base}/drafts`);
  assert.match(await me.locator('main').innerText(), /Snow, but only for a minute/);
});

test('Back after sending, and writing on, keeps the new words and leaves the old', async () => {
  const me = await mira();
  await me.goto(`${base}/moments`);
  await me.fill('#words', 'Rain on the roof');
  await me.click('text=Keep it');
  await me.waitForURL(/moment=/);
  await me.goBack();
  await me.waitForURL(/moments/);
  await me.fill('#words', 'Rain on the roof, and a blackbird');
  await kept(me);
  await me.click('text=Keep it');
  await me.waitForURL(/moment=/);
  await me.goto(`${base}/moments`);
  const list = await me.locator('main').innerText();
  assert.match(list, /Rain on the roof\n/);
  assert.match(list, /Rain on the roof, and a blackbird/);
  await me.goto(`${base}/drafts`);
  assert.doesNotMatch(await me.locator('main').innerText(), /Rain/);
});
