// One's own order of steps, and the picture put right: by keyboard without JavaScript, and by dragging with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, demo, isSound, press } from './house.mjs';

let house;
let base;
let signedIn;
before(async () => {
  house = await demo(18424);
  ({ base, signedIn } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const order = (them) => them.locator('[data-ladder] h2').allInnerTexts();

test('a ladder is laid, ordered and added to by keyboard, without JavaScript', async () => {
  const jo = await signedIn('jo', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await jo.goto(`${base}/ladder`);
  await press(jo, 'Lay one for me to change');
  await jo.waitForSelector('[data-ladder]');
  const laid = await order(jo);
  await press(jo, '↓ Later');
  await jo.waitForURL(/#/);
  assert.deepEqual(await order(jo), [laid[1], laid[0], ...laid.slice(2)]);

  await press(jo, 'Make a step of your own');
  await jo.waitForURL(/new/);
  await jo.fill('[name=title]', 'Sit on the step with tea');
  await jo.selectOption('[name=kind]', 'be_near');
  await jo.selectOption('[name=who]', 'nobody');
  await press(jo, 'Put it on my ladder');
  await jo.waitForSelector('.problem');
  assert.equal(await jo.inputValue('[name=title]'), 'Sit on the step with tea', 'what was typed is still there');
  await jo.fill('[name=smaller]', 'Open the door.');
  await jo.locator('[name=smaller]').focus();
  await press(jo, 'Put it on my ladder');
  await jo.waitForURL(/ladder#/);
  assert.equal((await order(jo)).at(-1), 'Sit on the step with tea');
});

test('a step is dragged to another place', async () => {
  const mira = await signedIn('mira', { viewport: { width: 1280, height: 1400 } });
  await mira.goto(`${base}/ladder`);
  await isSound(mira);
  const before = await order(mira);
  const rungs = mira.locator('[data-ladder] > li');
  await rungs.nth(0).dragTo(rungs.nth(2), { targetPosition: { x: 200, y: 60 } });
  await mira.waitForURL(/#/);
  const now = await order(mira);
  assert.notEqual(now[0], before[0], 'it stands further on');
  assert.deepEqual(now.filter((title) => title !== before[0]), before.slice(1), 'the others keep their order');
});

test('what Handrail believes is put right, shown, and undone', async () => {
  const mira = await signedIn('mira', { javaScriptEnabled: false });
  await mira.goto(`${base}/today/picture`);
  const before = await mira.locator('#sides + ul li').first().innerText();
  await press(mira, 'It’s easier: Starting something');
  await mira.waitForURL(/changed/);
  assert.match(await mira.locator('[role=status]').innerText(), /Changed, and believed\. If you asked now/);
  await press(mira, 'Undo');
  await mira.waitForURL(/removed=/);
  assert.equal(await mira.locator('#sides + ul li').first().innerText(), before);
});
