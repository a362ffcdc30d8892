// What a supporter gives back: a note that stays after parting, and an idea for a step that is made smaller and taken.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18449);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const says = (them) => them.locator('main').innerText();

/** Looks at a page as a picture, where `SHOTS` names a folder for it, and lets axe look too. */
async function look(them, name) {
  await isSound(them);
  if (process.env.SHOTS) await them.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

test('a note and an idea come to somebody, who keeps the one and makes the other smaller', async () => {
  const lind = await house.signedIn('lind');
  await lind.goto(`${base}/care`);
  await lind.locator('main .list a[href^="/care/"]', { hasText: /tove/i }).click();
  await lind.click('main a:text-is("Write a note")');
  await look(lind, 'given-empty');
  await lind.click('button:text-is("Give this note")');
  await lind.waitForSelector('.problem');
  lind.faults.length = 0; // the answer's own status is an error in the console
  await lind.fill('#words', 'The ladder you laid looks kind to me.');
  await lind.click('button:text-is("Give this note")');
  await lind.waitForURL(/saved=given/);
  assert.match(await says(lind), /Given\. They find it when they next come/);
  await look(lind, 'given');
  await lind.click('main a:text-is("Offer a step")');
  await lind.selectOption('#step', 'been-lonely');
  await lind.check('[name=size][value=regular]', { force: true });
  await lind.fill('#words', 'Only if it fits.');
  await look(lind, 'offer');
  await lind.click('button:text-is("Offer it")');
  await lind.waitForURL(/saved=given/);

  const tove = await house.signedIn('tove', { colorScheme: 'dark', viewport: { width: 320, height: 640 } });
  await tove.goto(`${base}/today`);
  await tove.click('text=A note came');
  assert.match(await says(tove), /The ladder you laid looks kind to me/);
  await tove.click('button:has-text("Some")');
  await tove.waitForSelector('text=An idea from');
  await look(tove, 'today-idea');
  const before = await tove.locator('#offer').innerText();
  await tove.click('button:text-is("Smaller")');
  await tove.waitForFunction((title) => document.querySelector('#offer')?.innerText !== title, before);
  await tove.click('button:text-is("I’ll try")');
  await tove.waitForURL(/attempts/);
  await tove.goto(`${base}/people`);
  await look(tove, 'people-supported');
  await tove.click('main a:has-text("What you were given")');
  await look(tove, 'received');

  await lind.goto(`${base}/care`);
  await lind.locator('main .list a[href^="/care/"]', { hasText: /tove/i }).click();
  await lind.click('main a:text-is("End the connection")');
  await lind.click('main button:text-is("End it")');
  await lind.waitForURL(/saved=parted/);
  await tove.goto(`${base}/received`);
  assert.match(await says(tove), /The ladder you laid looks kind to me/);
  assert.match(await says(tove), /Only if it fits/);
  await look(tove, 'received-after');
});
