// Somebody takes everything with them, and brings it to another Handrail.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, test } from './house.mjs';

let [from, to] = [];
before(async () => {
  from = await demo(18425);
  to = await demo(18426);
});
after(async () => {
  await closeBrowser();
  await from.stop();
  await to.stop();
});

const counted = async (them, base) => {
  await them.goto(`${base}/reflections`);
  return them.locator('article').count();
};

test('one file holds everything, and another Handrail takes it in', async () => {
  const mira = await from.signedIn('mira');
  await mira.goto(`${from.base}/settings`);
  await mira.click('text=Take it with you');
  await isSound(mira);
  const given = mira.waitForEvent('download');
  await mira.click('text=Make the file');
  const file = await given;
  assert.match(file.suggestedFilename(), /^handrail-\d{4}-\d\d-\d\d\.zip$/);

  const lind = await to.signedIn('lind');
  const before = await counted(lind, to.base);
  await lind.goto(`${to.base}/settings/export`);
  await lind.click('text=bring it in');
  await isSound(lind);
  await lind.setInputFiles('[name=file]', await file.path());
  await lind.click('main button.primary');
  await lind.waitForURL(/taken=/);
  assert.match(await lind.locator('[role=status]').first().innerText(), /things were brought in/);
  assert.ok((await counted(lind, to.base)) > before);
  await isSound(lind);
});
