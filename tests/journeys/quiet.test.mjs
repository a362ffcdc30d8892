// Company without a word: two browsers in one room, with scripts and without; and a friend who answers.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, page, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18453);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const here = (them) => them.locator('[data-here]');

async function look(them, name) {
  await isSound(them);
  if (process.env.SHOTS) await them.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

/** Waits until a page says this, without being opened again. */
async function says(them, words) {
  await them.waitForFunction((wanted) => document.querySelector('[data-here]')?.textContent === wanted, words);
}

test('two people sit together in one room', async () => {
  const mira = await house.signedIn('mira');
  const jo = await house.signedIn('jo', { colorScheme: 'dark', viewport: { width: 1100, height: 800 } });
  await mira.goto(`${base}/people`);
  await mira.click('a:has-text("The quiet hour")');
  await mira.waitForURL(/rooms\/\w+$/);
  await look(mira, 'room-door');
  const room = mira.url();
  await mira.fill('#called', 'Ana');
  await mira.selectOption('#doing', 'reading');
  await mira.click('#come-in');
  await says(mira, 'Just you for now, and that’s fine.');
  await jo.goto(room);
  await jo.click('#come-in');
  await says(mira, 'Two are here.');
  assert.match(await mira.locator('[data-people]').innerText(), /Ana, reading\s+Someone/);
  assert.equal(await mira.locator('.lights .lit').count(), 1, 'a light across the way');
  assert.equal(await mira.locator('[data-told]').textContent(), 'Two are here. ', 'who hears the page is told it');
  await jo.click('summary >> nth=0');
  await jo.click('button[value="25"]');
  await mira.waitForFunction(() => /minutes left/.test(document.querySelector('[data-left]').textContent));
  await look(mira, 'room-light');
  await look(jo, 'room-dark');
  await jo.click('button[value=nod]');
  await says(mira, 'Just you for now, and that’s fine.');
  assert.equal(await mira.locator('[data-nods]').innerText(), 'Somebody nodded as they left.');
  await look(jo, 'room-left');
  await mira.click('button:text-is("Go quietly")');
  await mira.waitForURL(/left/);
});

test('a friend without an account sits along, also without scripts, and vanishes', async () => {
  const mira = await house.signedIn('mira');
  await mira.goto(`${base}/rooms/new`);
  await mira.fill('#name', 'tea and paper');
  await look(mira, 'room-form');
  await mira.click('main button.primary');
  await mira.waitForURL(/rooms\/\w+\?saved/);
  const room = mira.url().split('?')[0];
  await mira.click('button[value=day]');
  await mira.waitForURL(/guests/);
  await look(mira, 'room-link');
  const link = (await mira.locator('#secret').innerText()).trim();
  await mira.goto(room);
  await mira.click('#come-in');
  const friend = await page({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await friend.goto(link);
  await friend.click('#come-in');
  assert.equal(await here(friend).innerText(), 'Two are here.');
  assert.equal(await friend.locator('meta[http-equiv=refresh]').getAttribute('content'), '15');
  assert.equal((await friend.context().cookies()).length, 0, 'nothing is kept in their browser');
  await says(mira, 'Two are here.');
  await friend.context().close();
  const begun = Date.now();
  await mira.waitForFunction(() => document.querySelector('[data-here]').textContent.startsWith('Just you'), null, { timeout: 40_000 });
  assert.ok(Date.now() - begun < 31_000, 'nobody is a ghost for more than half a minute');
});

test('a friend answers an invitation', async () => {
  const mira = await house.signedIn('mira');
  await mira.goto(`${base}/steps/low-key-invite/words`);
  await mira.click('button:has-text("Make it a link they can answer") >> nth=0');
  await mira.waitForURL(/replies\/new/);
  await look(mira, 'question-form');
  await mira.fill('#words', 'Tea on Saturday? No is fine.');
  await mira.fill('#name', 'M.');
  await mira.click('main button.primary');
  await mira.waitForSelector('#secret');
  await look(mira, 'question-link');
  const link = (await mira.locator('#secret').innerText()).trim();
  const friend = await page();
  await friend.goto(link);
  await look(friend, 'question-friend');
  await friend.fill('#words', 'Yes! I bring biscuits.');
  await friend.click('button[value=yes]');
  await friend.waitForSelector('h1:text-is("Thank you")');
  await look(friend, 'question-thanks');
  assert.equal((await friend.context().cookies()).length, 0);
  await mira.goto(`${base}/today`);
  await mira.click('a[href="/replies"]');
  await look(mira, 'questions');
  await mira.click('button:has-text("Read it") >> nth=0');
  await mira.waitForSelector('text=They said yes.');
  await look(mira, 'question-answered');
  assert.match(await mira.locator('main').innerText(), /Yes! I bring biscuits\./);
});
