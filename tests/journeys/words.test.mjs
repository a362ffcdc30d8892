// Finding words and practising a conversation: from a step to copied text, and to a quiet end by keyboard.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, page, press, test } from './house.mjs';

let house;
let base;
let signedIn;
before(async () => {
  house = await demo(18435);
  ({ base, signedIn } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const drafts = (them) => them.locator('textarea[id^=draft-]').evaluateAll((all) => all.map((one) => one.value));

/** Takes up a step that is done with words: what is suggested by itself depends on the hour. */
async function takenUp(them) {
  await them.goto(`${base}/steps/plain-hello`);
  await Promise.all([them.waitForNavigation(), them.click('form[action$="/begin"] button >> nth=0')]);
  return them.locator('main a[href$="/words"]').first();
}

test('words are found from what is being tried, changed, copied and kept', async () => {
  const mira = await signedIn('mira', { permissions: ['clipboard-read', 'clipboard-write'] });
  await (await takenUp(mira)).click();
  await mira.waitForURL(/words$/);
  await isSound(mira);
  const first = await drafts(mira);
  assert.equal(first.length, 3);

  await mira.click('button:text("Other words")');
  await mira.waitForFunction((before) => document.querySelector('#draft-1').value !== before, first[0]);
  const others = await drafts(mira);
  assert.deepEqual(others.filter((words) => first.includes(words)), [], 'other words are other words');
  assert.doesNotMatch(mira.url(), /\?/, 'nothing typed or chosen is in the address');

  await mira.fill('#draft-2', 'Hello from the pond');
  await mira.click('button:text("Other words")');
  await mira.waitForSelector('#mine-1');
  assert.equal(await mira.inputValue('#mine-1'), 'Hello from the pond', 'what was changed stays in sight');

  await mira.click('summary:has-text("Say who it’s for")');
  await mira.selectOption('[name=relation]', 'friend'); // words to several name nobody
  await mira.fill('[name=name]', 'Petra');
  await mira.fill('[name=thing]', 'the boats on the pond.');
  await mira.click('button.primary');
  await mira.waitForFunction(() => document.querySelector('#draft-1')?.value.includes('the boats on the pond'));
  assert.match((await drafts(mira))[0], /Petra/);
  await isSound(mira);

  await mira.fill('#draft-1', 'Petra, the boats are out again. No need to reply.');
  await mira.click('[data-copy=draft-1]');
  await mira.waitForSelector('[data-said]:text("Copied.")');
  assert.equal(await mira.evaluate(() => navigator.clipboard.readText()), 'Petra, the boats are out again. No need to reply.');
  const link = await mira.locator('a[href^="mailto:"][data-body=draft-1]').getAttribute('href');
  assert.ok(link.includes('the%20boats%20are%20out%20again'), link);

  await mira.locator('form.card:has(#draft-1) button:text("Keep these words")').click();
  await mira.waitForURL(/messages\?kept=/);
  assert.match(await mira.locator('main').innerText(), /the boats are out again/);
  await isSound(mira);
  await mira.locator('li', { hasText: 'the boats are out again' }).locator('button:text("Remove")').click();
  await mira.waitForURL(/removed=/);
  assert.doesNotMatch(await mira.locator('main').innerText(), /the boats are out again/);
  await mira.click('.notice button:text("Undo")');
  await mira.waitForURL(/messages#/);
  assert.match(await mira.locator('main').innerText(), /the boats are out again/);
});

test('a conversation is practised to a quiet end by keyboard, without JavaScript, closed and come back to', async () => {
  const quiet = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } };
  const jo = await signedIn('jo', quiet);
  const does = (them) => them.locator('#here .does').innerText();
  const arrives = (them, words) => them.locator('#here .does', { hasText: words }).waitFor();
  await jo.goto(`${base}/practice`);
  await press(jo, 'Late reply');
  await jo.waitForURL(/late-reply/);
  await jo.locator('[name=name]').fill('Imre');
  await press(jo, 'Begin');
  await jo.waitForURL(/#here/);
  await arrives(jo, 'boxes up to the roof');
  const start = await does(jo);
  await press(jo, 'Send one small symbol');
  await arrives(jo, 'A sign of life');
  await press(jo, 'Back one turn');
  await arrives(jo, 'boxes up to the roof');
  assert.equal(await does(jo), start);
  await press(jo, 'Send one small symbol');
  await arrives(jo, 'A sign of life');

  const cookies = await jo.context().storageState();
  await jo.context().close();
  const back = await page({ ...quiet, storageState: cookies });
  await back.goto(`${base}/practice`);
  assert.match(await back.locator('main').innerText(), /Go on where you left off\s+Late reply\s+With Imre/);
  await press(back, 'Late reply');
  await arrives(back, 'A sign of life');
  await press(back, 'Write: ‘Not cross. Slow.’');
  await back.locator('.own', { hasText: 'Not cross' }).waitFor();
  for (const place of ['not-cross', 'cat-calls']) {
    const pick = place === 'not-cross' ? 2 : 1;
    await press(back, await back.locator(`button[name=pick][value="${pick}"]`).innerText());
    await back.locator(`[name=scene][value="${place}"]`).first().waitFor({ state: 'detached' });
  }
  assert.match(await does(back), /A small sign comes back/);
  await back.locator('[name=words]').fill('A dot is enough.');
  await press(back, 'Keep it');
  await back.waitForURL(/kept=yes/);
  assert.equal(await back.locator('[name=words]').inputValue(), 'A dot is enough.');
  await press(back, 'Try this one for real');
  await back.waitForURL(/attempts/);
});
