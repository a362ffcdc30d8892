// One's own order of steps, and the picture put right: by keyboard without JavaScript, and by dragging with it.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, press, test } from './house.mjs';

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

const order = (them) => them.locator('main ol h2').allInnerTexts();
/** What has the focus, and what is said with it. */
const focused = (them) => them.locator(':focus').evaluate((it) => [it.textContent, document.getElementById(it.getAttribute('aria-describedby'))?.innerText]);

test('a ladder is laid, ordered and added to by keyboard, without JavaScript', async () => {
  const jo = await signedIn('jo', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await jo.goto(`${base}/ladder`);
  await press(jo, 'Make one for me to start from');
  await jo.waitForSelector('main ol');
  const laid = await order(jo);
  await press(jo, 'Change the order');
  await jo.waitForURL(/order$/);
  await press(jo, '↓ Later');
  await jo.waitForURL(/at=2/);
  assert.deepEqual(await order(jo), [laid[1], laid[0], ...laid.slice(2)]);
  assert.match((await focused(jo)).join(), /Later: .*,Now second of eight\./);
  await jo.keyboard.press('Enter');
  await jo.waitForURL(/at=3/);
  assert.deepEqual(await order(jo), [laid[1], laid[2], laid[0], ...laid.slice(3)], 'it goes on from where it is');
  await press(jo, 'More');
  await press(jo, 'Take off the ladder');
  await jo.waitForURL(/off=/);
  await press(jo, 'Undo');
  await jo.waitForURL(/at=/);
  await press(jo, 'Done');
  await jo.waitForURL(/ladder$/);

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
  await mira.goto(`${base}/ladder/order`);
  await isSound(mira);
  const before = await order(mira);
  const rungs = mira.locator('[data-ladder] > li');
  await rungs.nth(0).dragTo(rungs.nth(2), { targetPosition: { x: 200, y: 60 } });
  await mira.waitForURL(/at=/);
  const now = await order(mira);
  assert.notEqual(now[0], before[0], 'it stands further on');
  assert.deepEqual(now.filter((title) => title !== before[0]), before.slice(1), 'the others keep their order');
});

test('a step is found on its shelf and by its words, and begun in a size, without JavaScript', async () => {
  const jo = await signedIn('jo', { javaScriptEnabled: false });
  await jo.goto(`${base}/steps`);
  assert.equal(await jo.locator('main li').filter({ visible: true }).count(), 0, 'the shelves are closed');
  await press(jo, 'A small signal');
  await press(jo, 'Send a plain hello');
  await jo.waitForURL(/plain-hello/);
  await press(jo, 'All steps');
  await jo.waitForURL(/open=2/);
  assert.equal(await jo.locator('a[href$="/plain-hello"]').isVisible(), true, 'its shelf is open');
  await jo.fill('#words', 'PLAIN hello');
  await jo.keyboard.press('Enter');
  await jo.waitForURL(/sealed=/);
  assert.doesNotMatch(jo.url(), /hello/i);
  await press(jo, 'Send a plain hello');
  await jo.waitForURL(/plain-hello/);
  await jo.check('[name=size][value=regular]');
  await press(jo, 'Begin');
  await jo.waitForURL(/attempts/);
  assert.match(await jo.locator('main').innerText(), /How did it go/);
});

test('what Handrail believes is put right, shown, and undone', async () => {
  const mira = await signedIn('mira', { javaScriptEnabled: false });
  await mira.goto(`${base}/today/picture`);
  const before = await mira.locator('#sides ~ ul li').first().innerText();
  await press(mira, 'Not right? Starting something');
  await press(mira, 'It’s easier');
  await mira.waitForURL(/changed/);
  assert.match(await mira.locator('[role=status]').innerText(), /Changed\. Your word counts\. If you asked now/);
  await press(mira, 'Undo');
  await mira.waitForURL(/removed=/);
  assert.equal(await mira.locator('#sides ~ ul li').first().innerText(), before);
});
