// Reading by number, the long view with its tables, and a question with numbers answered again: by keyboard, without JavaScript.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, page, press, test } from './house.mjs';

let house;
let base;
let signedIn;
before(async () => {
  house = await demo(18445);
  ({ base, signedIn } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

test('anybody reads a page, and the history does not say what about', async () => {
  const anyone = await page({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await anyone.goto(`${base}/reading`);
  await press(anyone, 'How friendship grows');
  await anyone.waitForURL(/reading\/7$/);
  assert.equal(await anyone.title(), 'Reading 7 · Handrail');
  assert.equal(await anyone.locator('h1').innerText(), 'How friendship grows');
  await press(anyone, 'Where this comes from');
  assert.match(await anyone.locator('details[open]').innerText(), /doi\.org/);
});

test('the tables behind the pictures open by keyboard', async () => {
  const mira = await signedIn('mira', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await mira.goto(`${base}/story`);
  const pictures = mira.getByRole('img');
  assert.equal(await pictures.count(), 1, 'one stands open');
  await press(mira, 'Table');
  for (const fold of ['Energy', 'What did you good']) {
    await press(mira, fold);
    await press(mira, 'Table');
  }
  assert.equal(await pictures.count(), 3);
  assert.match(await mira.locator('main').ariaSnapshot(), /img "How much energy there was"/);
  assert.equal(await mira.locator('details[open] table').count(), 3);
  assert.match(await mira.locator('details[open] table').nth(1).innerText(), /September/);
  const jo = await signedIn('jo');
  await jo.goto(`${base}/story`);
  assert.equal(await jo.getByRole('img').count(), 0, 'words only on a low day');
  await isSound(jo);
});

test('who else knew is answered with nobody, and makes no list', async () => {
  const lind = await signedIn('lind', { javaScriptEnabled: false });
  await lind.goto(`${base}/notebook`);
  await press(lind, 'who besides this app knew how you were?');
  await lind.waitForURL(/story/);
  await lind.locator('[name=knew][value=nobody]').check();
  await lind.locator('[name=words]').focus();
  await press(lind, 'Keep it');
  await lind.waitForURL(/kept=/);
  assert.match(await lind.locator('.notice[role=status]').innerText(), /Kept\./);
  assert.doesNotMatch(await lind.locator('main').innerText(), /in other months/);
  await lind.goto(`${base}/notebook`);
  assert.doesNotMatch(await lind.locator('main').innerText(), /who besides this app/);
});

test('the PHQ-4 is chosen, answered again, and the change is told in words', async () => {
  const mira = await signedIn('mira', { javaScriptEnabled: false });
  await mira.goto(`${base}/measures`);
  await mira.locator('[name=measures][value="1"]').check();
  await press(mira, 'Save');
  await mira.waitForURL(/saved=/);
  await press(mira, 'Answer: Worry and low mood (PHQ-4)');
  await mira.waitForURL(/measures\/2$/);
  assert.match(await mira.locator('main').innerText(), /4 of 12/);
  await press(mira, 'Answer it now all the same');
  for (const [item, answer] of ['2', '2', '1', '1'].entries()) await mira.locator(`[name=item-${item}][value="${answer}"]`).check();
  await press(mira, 'Keep this');
  await mira.waitForURL(/kept=/);
  const words = await mira.locator('main').innerText();
  assert.match(words, /2 points higher than the time before\. We count that as ordinary/);
  assert.doesNotMatch(words, /mild|moderate|severe/i);
  const one = await signedIn('mira');
  await one.goto(`${base}/measures/2`);
  await isSound(one);
});
