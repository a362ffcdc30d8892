// A browser that several people use, and somebody who has to leave at once.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, page, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18431);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const drafts = async (them) => {
  await them.goto(`${base}/drafts`);
  return them.locator('main').innerText();
};

test('a page left open keeps what is written on it for whose page it was', async () => {
  const jo = await house.signedIn('jo', { javaScriptEnabled: false });
  await jo.goto(`${base}/journal`);
  const lind = await jo.context().newPage();
  await lind.goto(`${base}/settings`);
  await lind.click('button:text-is("Sign out")');
  await house.signIn(lind, 'lind');

  await jo.fill('#words', 'a line of my own');
  await jo.click('button:text-is("Keep it")');
  assert.match(await jo.locator('main').innerText(), /That page was for another sign-in/);
  assert.doesNotMatch(await drafts(lind), /a line of my own/);
  await lind.goto(`${base}/journal`);
  assert.doesNotMatch(await lind.locator('main').innerText(), /a line of my own/);
  assert.match(await drafts(await house.signedIn('jo')), /a line of my own/);
});

test('after signing out the other tabs show nothing more', async () => {
  const first = await house.signedIn('jo');
  await first.goto(`${base}/moments`);
  const second = await first.context().newPage();
  await second.goto(`${base}/settings`);
  await second.click('button:text-is("Sign out")');
  await second.waitForURL(`${base}/`);
  await first.waitForSelector('.cover');
  await first.evaluate(() => dispatchEvent(new Event('focus')));
  await first.waitForURL(/sign-in/);
});

test('going back shows nobody what somebody else ticked or typed', async () => {
  const pages = [['/welcome/safety', 'main [type=checkbox]'], ['/journal', '#words'], ['/moments', '#words'], ['/people/new', '[name=name]']];
  for (const [path, field] of pages) {
    const them = await house.signedIn('mira');
    await them.goto(`${base}${path}`);
    const typed = them.locator(field).first();
    if ((await typed.getAttribute('type')) === 'checkbox') await typed.setChecked(!(await typed.isChecked()), { force: true });
    else await typed.fill('words of mira alone');
    await them.goto(`${base}/settings`);
    await them.click('button:text-is("Sign out")');
    await them.waitForURL(`${base}/`);
    await house.signIn(them, 'lind');
    await them.goto(`${base}${path}`);
    const as = async () => (await them.locator(field).evaluateAll((all) => all.map((it) => (it.type === 'checkbox' ? it.checked : it.value)))).join();
    const fresh = await as();
    for (let back = 0; back < 8 && new URL(them.url()).pathname !== 'blank'; back += 1) {
      await them.goBack();
      if (new URL(them.url()).pathname === path) assert.equal(await as(), fresh, path);
    }
    await them.context().close();
  }
});

test('leaving quickly takes the other tabs along and keeps what was being typed', async () => {
  const first = await house.signedIn('sam');
  await first.goto(`${base}/moments`);
  const second = await first.context().newPage();
  await second.goto(`${base}/journal`);
  await second.fill('#words', 'half a thou');
  await second.click('[data-leave]');
  for (const tab of [first, second]) await tab.waitForURL(/exit/);

  const sam = await house.signedIn('sam');
  for (let time = 0; time < 20 && !/half a thou/.test(await drafts(sam)); time += 1) await sam.reload();
  assert.match(await drafts(sam), /half a thou/);
  await isSound(sam);
});

test('Back leads to what was found again', async () => {
  const mira = await house.signedIn('mira');
  await mira.goto(`${base}/search`);
  await mira.fill('#words', 'soup');
  await mira.click('main button:text-is("Search")');
  await mira.waitForURL(/sealed=/);
  assert.doesNotMatch(mira.url(), /soup/);
  await isSound(mira);
  await mira.click('#found ~ .list a >> nth=0');
  await mira.goBack();
  assert.match(await mira.locator('main').innerText(), /What was found/);
});
