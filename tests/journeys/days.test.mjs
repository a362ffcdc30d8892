// Days: what is written can be for another one, and they begin when they do where somebody is.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, press, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18442);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const dayBefore = (days) => new Date(Date.now() - days * 86400000).toISOString().slice(0, 10);

for (const javaScriptEnabled of [true, false]) {
  test(`a page is for another day, by keyboard, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    const me = await house.signedIn('jo', { javaScriptEnabled, viewport: { width: 320, height: 640 } });
    await me.goto(`${base}/journal`);
    await me.fill('#words', 'A walk that was');
    await press(me, 'For another day');
    await isSound(me);
    await me.fill('#day', dayBefore(3));
    await press(me, 'Keep it');
    await me.waitForURL(/journal\/[0-9a-f]+/);
    await press(me, 'Change it');
    await me.waitForURL(/edit/);
    assert.equal(await me.inputValue('#day'), dayBefore(3));
    await me.fill('#day', dayBefore(4));
    await press(me, 'Save changes');
    await me.waitForURL(/journal\/[0-9a-f]+$/);
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(new Date(dayBefore(4)));
    assert.match(await me.locator('main').innerText(), new RegExp(weekday));
  });
}

test('a moment that was for another day is put right', async () => {
  const me = await house.signedIn('jo');
  await me.goto(`${base}/moments`);
  await me.fill('#words', 'A heron');
  await me.click('text=Keep it');
  await me.waitForURL(/moment=/);
  await me.goto(`${base}/moments`);
  await me.locator('li', { hasText: 'A heron' }).locator('a:has-text("Change")').click();
  await me.waitForURL(/edit/);
  await isSound(me);
  await me.fill('#day', dayBefore(2));
  await me.click('text=Save changes');
  await me.waitForURL(/moments\/[0-9a-f]+$/);
  assert.match(await me.locator('main').innerText(), /A heron/);
});

test('a browser elsewhere is asked once whether days are counted there', async () => {
  const me = await house.signedIn('jo', { timezoneId: 'Pacific/Auckland' });
  const offer = me.locator('[data-elsewhere]');
  await me.goto(`${base}/today`);
  assert.match(await offer.innerText(), /Your browser says it is in Auckland\. Handrail counts your days by the time in/);
  await isSound(me);
  await press(me, 'Leave it as it is');
  await offer.waitFor({ state: 'hidden' });
  await me.goto(`${base}/settings/day`);
  assert.ok(await offer.isHidden());

  const there = await house.signedIn('mira', { timezoneId: 'Asia/Calcutta', viewport: { width: 320, height: 640 } });
  await there.goto(`${base}/settings/day`);
  await isSound(there);
  await there.locator('[data-elsewhere] button:text("Go by my browser")').click();
  await there.waitForURL(/saved=day/);
  await there.goto(`${base}/settings/day`);
  assert.ok(await there.locator('[data-elsewhere]').isHidden());
  assert.match(await there.inputValue('#zone'), /Asia\/(Calcutta|Kolkata)/);
});
