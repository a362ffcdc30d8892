// Without a connection: the way to help is there once it was visited, what is anybody's own is not.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { between, closeBrowser, demo, page, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18423);
  base = house.base;
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

/** Once the worker has kept this address. The page itself waits: a promise counts as true to whoever does not await it. */
const isKept = (opened, path) => opened.evaluate(async (asked) => {
  while (!(await caches.match(asked))) await new Promise(requestAnimationFrame);
}, path);

test('help and grounding are there without a connection, and nothing of one’s own', async () => {
  const mira = await house.signedIn('mira');
  await mira.goto(`${base}/moments`);
  await mira.goto(`${base}/support/GB`);
  await isKept(mira, '/support/GB');
  await isKept(mira, '/offline');
  await mira.click('header >> text=Find help');
  await mira.waitForURL(/\/support\/GB$/);
  await mira.click('text=Other countries');
  await mira.waitForURL(/all=/);
  assert.equal(await mira.locator('h1').innerText(), 'Find help');
  await mira.goto(`${base}/grounding`);
  const names = await mira.evaluate(async () => {
    const asked = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    const texts = await Promise.all(asked.flat().map(async (one) => (await caches.match(one)).text()));
    return { paths: asked.flat().map((one) => new URL(one.url).pathname), named: texts.some((text) => /\bmira\b/i.test(text)) };
  });
  assert.equal(names.named, false, 'nobody’s name is kept');
  assert.deepEqual(names.paths.filter((path) => !/^\/(support(\/GB)?|grounding|offline|exit|static\/.*)$/.test(path)), []);

  await mira.context().setOffline(true);
  const says = async (path) => {
    await mira.goto(base + path);
    return mira.locator('h1').innerText();
  };
  assert.equal(await says('/support/GB'), 'Talk to someone now');
  assert.equal(await says('/support?country=GB'), 'Talk to someone now');
  assert.equal(await says('/support'), 'Find help');
  assert.equal(await says('/support?all=yes'), 'Find help');
  assert.equal(await says('/grounding'), 'Something to steady you');
  const font = await mira.evaluate(() => getComputedStyle(document.querySelector('main')).position);
  assert.equal(font, 'relative', 'the style is there too');
  assert.equal(await says('/moments'), 'No connection just now');
  assert.equal(await says('/today'), 'No connection just now');
  assert.equal(await says('/support/FR'), 'No connection just now', 'a country that was not visited');
  await mira.goto(`${base}/grounding`);
  await mira.click('[data-leave]');
  await mira.waitForURL(/exit/);
  assert.equal(await mira.locator('h1').innerText(), 'Nothing open');

  await mira.context().setOffline(false);
  assert.equal(await says('/grounding'), 'Something to steady you');
  await mira.goto(`${base}/today`);
  assert.match(mira.url(), /\/sign-in/, 'who left without a connection is signed out');
});

const BAD = [502, 503, 504, 'hangs', 'wants a sign-in', 'leads away'];

for (const now of BAD) {
  test(`help that was visited is there within three seconds where the line ${now}`, async () => {
    const line = await between(base);
    const them = await page();
    await them.goto(`${line.base}/support`);
    await isKept(them, '/offline');
    await them.goto(`${line.base}/support/GB`);
    await isKept(them, '/support/GB');
    await them.reload();
    line.now = now;
    for (const [path, title] of [['/support/GB', 'Talk to someone now'], ['/support', 'Find help'],
      ['/support?country=GB', 'Talk to someone now'], ['/grounding', 'Something to steady you']]) {
      const start = Date.now();
      await them.goto(line.base + path);
      assert.equal(await them.locator('h1').innerText(), title, path);
      assert.ok(Date.now() - start < 3000, `${path} after ${Date.now() - start} ms`);
    }
    line.now = 'passes on';
    line.release();
    await them.goto(`${line.base}/support/FR`);
    assert.match(await them.locator('main').innerText(), /^Talk to someone now\s+France/, 'and the page itself once it can be had');
    await line.stop();
  });
}

test('a page that is slow is waited for, and what a bad line said is never kept', async () => {
  const line = await between(base);
  const them = await page();
  await them.goto(`${line.base}/support`);
  await isKept(them, '/offline');
  await them.reload();
  line.hold = ({ url }) => url === '/about';
  setTimeout(line.release, 4000);
  await them.goto(`${line.base}/about`);
  assert.match(await them.locator('h1').innerText(), /About/);
  line.hold = () => false;
  for (line.now of [502, 'wants a sign-in', 'leads away']) await them.goto(`${line.base}/support`);
  line.now = 502;
  await them.goto(`${line.base}/about`);
  assert.equal(await them.locator('h1').innerText(), 'No connection just now');
  await them.context().setOffline(true);
  await them.goto(`${line.base}/support`);
  assert.equal(await them.locator('h1').innerText(), 'Find help');
  await line.stop();
});

test('what was kept long ago is kept anew', async () => {
  const them = await page();
  await them.goto(`${base}/support/GB`);
  await isKept(them, '/support/GB');
  await isKept(them, '/offline');
  await them.reload();
  await them.evaluate(async () => {
    const [name] = await caches.keys();
    const old = { headers: { date: 'Sat, 01 Jan 2022 00:00:00 GMT', 'content-type': 'text/html', handrail: 'yes' } };
    for (const path of ['/offline', '/support/GB']) await (await caches.open(name)).put(path, new Response('Long ago', old));
  });
  await them.goto(`${base}/about`);
  await them.evaluate(async () => {
    const text = async (path) => (await caches.match(path)).text();
    while ((await text('/support/GB')) === 'Long ago' || (await text('/offline')) === 'Long ago') await new Promise(requestAnimationFrame);
  });
});
