// A small group: begun, joined by links, a round, warm words, a report, and a removal while somebody writes.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18441);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const main = (them) => them.locator('main').innerText();

/** Opens an invitation, and says yes to it under this name. */
async function joins(them, link, called) {
  await them.goto(link);
  assert.match(await main(them), /Who sees what/);
  await isSound(them);
  await them.fill('[name=called]', called);
  await them.check('[name=agree]');
  await them.click('button:text("Join")');
  await them.waitForURL(/saved=joined/);
}

test('a group is begun, joined, written in and looked after', async () => {
  const sam = await house.signedIn('sam');
  await sam.goto(`${base}/groups/new`);
  await isSound(sam);
  await sam.click('button:text("Begin it")');
  assert.match(await sam.locator('.problem').innerText(), /Give the group a name/);
  sam.faults.length = 0; // Chromium says a 422 aloud
  await sam.fill('[name=name]', 'The pond');
  await sam.fill('[name=called]', 'Sam');
  await sam.fill('[name=purpose]', 'For whoever likes water.');
  await sam.click('button:text("Begin it")');
  await sam.waitForURL(/saved=begun/);
  const group = new URL(sam.url()).pathname;
  await isSound(sam);

  await sam.goto(`${base}${group}/invitations`);
  await sam.fill('[name=many]', '2');
  await sam.click('button:text("Make")');
  await sam.waitForURL(/saved=made/);
  await isSound(sam);
  const links = await sam.locator('.secret').allInnerTexts();
  assert.equal(links.length, 2);

  const tove = await house.signedIn('tove', { javaScriptEnabled: false });
  await joins(tove, links[0], 'Tove');
  assert.match(await main(tove), /open the door from the inside/);
  const emre = await house.signedIn('emre', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
  await joins(emre, links[1], 'Emre');
  await sam.goto(`${base}${group}`);
  assert.match(await main(sam), /2 people can read this: (Emre and Tove|Tove and Emre)/);

  await tove.goto(`${base}${group}`);
  await tove.check('[name=tried][value=nearly]');
  await tove.fill('[name=words]', 'I walked to the water and back.');
  await tove.click('button:text("Send it to the group")');
  await tove.waitForURL(/saved=given/);

  await emre.goto(`${base}${group}`);
  assert.match(await main(emre), /I walked to the water and back/);
  await isSound(emre);
  await emre.click('summary:text("Answer, or hide it")');
  await isSound(emre);
  await emre.click('button:text("That took something")');
  await emre.waitForURL(/#p-/);
  assert.match(await main(emre), /You sent: That took something/);
  await tove.goto(`${base}${group}`);
  assert.match(await main(tove), /Emre: That took something/);
  await sam.goto(`${base}${group}`);
  assert.doesNotMatch(await main(sam), /Emre: That took something/, 'only whoever wrote sees it');

  await emre.click('summary:text("Hide it")');
  await emre.click('a:text("Something isn’t right")');
  await isSound(emre);
  await emre.fill('[name=words]', 'It is too near.');
  await emre.click('button:text("Tell them")');
  await emre.waitForURL(/saved=told/);
  await sam.goto(`${base}${group}/care`);
  assert.match(await main(sam), /It is too near/);
  await isSound(sam);
  await tove.goto(`${base}${group}/care`);
  assert.doesNotMatch(await main(tove), /too near/);

  await emre.goto(`${base}${group}`);
  await emre.click('summary:text("Your round this week")');
  await emre.fill('[name=words]', 'Words that must not be lost.');
  await sam.goto(`${base}${group}/people`);
  await isSound(sam);
  await sam.locator('article', { hasText: 'Emre' }).locator('a:text("Remove")').click();
  await isSound(sam);
  await sam.fill('[name=why]', 'We spoke, and it went on.');
  await sam.click('button:text("Remove them")');
  await sam.waitForURL(/saved=removed/);
  await emre.click('button:text("Send it to the group")');
  await emre.locator('main :text("Words that must not be lost.")').waitFor();
  emre.faults.length = 0; // Chromium says a 404 aloud
  await emre.goto(`${base}/groups`);
  assert.match(await main(emre), /We spoke, and it went on/);
  await isSound(emre);

  await tove.goto(`${base}${group}/leave`);
  await tove.click('button:text("Leave")');
  await tove.waitForURL(/left=yes/);
  await isSound(tove);
});
