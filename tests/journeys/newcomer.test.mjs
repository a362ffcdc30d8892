// From an empty folder to one small step done and another that fits: by keyboard, without JavaScript, on a small phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, page, press, start } from './house.mjs';

let house;
before(async () => {
  house = await start(/link once: (\S+)/, 'serve', '--listen', '127.0.0.1:18421');
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

test('a newcomer takes a first small step', async () => {
  const me = await page({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const arrives = (path) => me.waitForURL((url) => url.pathname.startsWith(path));
  const heading = () => me.locator('h1').innerText();
  await me.goto(house.found[1]);
  await press(me, 'Use it without a password');

  await arrives('/settings/recovery');
  const shown = await me.locator('main').innerText();
  const code = shown.match(/(?:[0-9A-Z]{4}[\s-]+){7}[0-9A-Z]{4}/)?.[0];
  assert.ok(code, `a recovery code is shown: ${shown}`);
  await me.locator('input[name=code]').focus();
  await me.locator('input[name=code]').fill(code.toLowerCase());
  await me.keyboard.press('Enter');

  await arrives('/welcome');
  await press(me, 'I worry about how it will go', 'Space');
  await press(me, 'Continue');

  await arrives('/welcome/safety');
  await press(me, 'Skip this');
  await arrives('/welcome/around');
  await press(me, 'That’s enough for now');

  await arrives('/today');
  await press(me, 'Some');
  await me.waitForSelector('form[action$="/answer"]');
  const first = await me.locator('article h2').first().innerText();
  await press(me, 'I’ll try');

  await arrives('/attempts/');
  await press(me, 'I did it');
  await me.waitForURL((url) => url.search.startsWith('?kept='));
  assert.match(await me.locator('main').innerText(), /That counts/);

  await press(me, 'Show me another');
  await me.waitForSelector('form[action$="/answer"]');
  const second = await me.locator('article h2').first().innerText();
  assert.notEqual(second, first, 'the next one is another one');
  assert.ok((await me.locator('.why').innerText()).length > 10, 'says why');
  for (const answer of ['Make it smaller', 'Something else', 'Not today']) assert.ok(await me.getByRole('button', { name: answer }).count() > 0, answer);
  await press(me, 'Not today');
  await arrives('/today');
  assert.doesNotMatch((await heading()) + (await me.locator('main').innerText()), /overdue|missed/i);

  await me.goto(new URL('/reflections', me.url()).href);
  assert.ok((await me.locator('main').innerText()).includes(first), 'what was done is there to look back on');
});
