// Without a connection: the way to help is there once it was visited, what is anybody's own is not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, demo } from './house.mjs';

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
  assert.equal(await says('/support/GB'), 'Help lines: United Kingdom');
  assert.equal(await says('/support?country=GB'), 'Help lines: United Kingdom');
  assert.equal(await says('/support'), 'Find help');
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
});
