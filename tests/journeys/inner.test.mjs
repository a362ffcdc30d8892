// Somebody writes for themselves: a thought that is tried out, a search, and words after which a calm page shows who can talk.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, press, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18440);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const jo = (options) => house.signedIn('jo', options);
const text = (them) => them.locator('main').innerText();

test('a thought is looked at, tried out, and comes back with what came of it', async () => {
  const me = await jo();
  await me.goto(`${base}/thoughts`);
  await me.fill('#thought', 'They will not want to see me.');
  await me.click('summary:has-text("How true it feels")');
  await me.check('[name=believed][value=mostly]');
  await me.click('main button.primary');
  await me.click('a:text-is("Look closer")');
  await me.waitForURL(/\/look$/);
  await isSound(me);
  await me.click('summary:has-text("From more than one side")');
  await me.fill('#against', 'Mo waved on Tuesday.');
  await me.click('summary:has-text("A small way to find out")');
  await me.fill('#test', 'Wave first, once');
  await me.selectOption('#who', 'acquaintance');
  await me.fill('#expected', 'They look away.');
  await isSound(me);
  await me.click('main button.primary');
  await me.waitForURL((url) => /\/thoughts\/[0-9a-f]+$/.test(url.pathname));
  const thought = me.url();
  assert.match(await text(me), /When you have tried it, what happened will show here/);
  await isSound(me);

  await me.click('a:has-text("Wave first, once")');
  await me.waitForURL(/\/steps\//);
  await me.click('form[action$="/begin"] button >> nth=0');
  await me.waitForURL(/attempts/);
  await me.click('button[name=outcome][value=did]');
  await me.waitForURL(/felt/);
  await me.click('a:text-is("Leave it at that")');
  await me.waitForURL(/kept=/);
  await me.goto(thought);
  const read = await text(me);
  assert.match(read, /You expected\s+They look away\.\s+You tried it\s+I did it\./);
  await isSound(me);
});

test('another prompt, and the words stay', async () => {
  const me = await jo();
  await me.goto(`${base}/journal`);
  await me.fill('#words', 'Half a line');
  await press(me, 'Give me something');
  await me.waitForSelector('[name=prompt]', { state: 'attached' });
  const first = await me.locator('#words-hint').innerText();
  assert.equal(await me.inputValue('#words'), 'Half a line');
  await me.click('text=Give me something else');
  await me.waitForFunction((before) => document.querySelector('#words-hint').innerText !== before, first);
  assert.equal(await me.inputValue('#words'), 'Half a line');
  await isSound(me);
  await me.click('text=Keep it');
  await me.waitForURL((url) => /\/journal\/[0-9a-f]+$/.test(url.pathname));
  await isSound(me);
});

test('search finds it again without telling the address', async () => {
  const me = await house.signedIn('mira');
  await me.goto(`${base}/notebook`);
  await me.click('main a[href="/search"]');
  await me.fill('#words', 'GREY dog');
  await me.keyboard.press('Enter');
  await me.waitForURL(/\/search\?sealed=/);
  assert.doesNotMatch(me.url(), /grey|dog/i);
  assert.ok((await me.locator('mark').count()) > 2);
  await isSound(me);
  await me.click('a:has(mark) >> nth=0');
  await me.waitForURL((url) => !url.pathname.startsWith('/search'));
  assert.match(await text(me), /grey dog/i);
});

test('after heavy words a calm page shows who can talk, and leads on, without scripts', async () => {
  const me = await jo({ javaScriptEnabled: false });
  await me.goto(`${base}/journal`);
  await me.fill('#words', 'Some nights I wish I was dead');
  await me.click('text=Keep it');
  assert.match(await text(me), /That sounds very heavy/);
  await me.selectOption('#country', 'GB');
  await me.click('text=Show help lines');
  await me.waitForURL(/\/support\/GB$/);
  await me.goto(`${base}/journal`);
  assert.match(await text(me), /Some nights I wish I was dead/);

  await me.fill('#words', 'Everyone would be better off without me');
  await me.click('text=Keep it');
  await me.click('text=Not what I meant');
  await me.waitForURL((url) => /\/journal\/[0-9a-f]+$/.test(url.pathname));
  assert.match(await text(me), /Everyone would be better off without me/);
});

test('the calm page is sound, with a plan and without', async () => {
  for (const name of ['jo', 'mira']) {
    for (const words of ['I want to die', 'I can’t go on like this']) {
      const me = await house.signedIn(name, { colorScheme: name === 'jo' ? 'light' : 'dark' });
      await me.goto(`${base}/moments`);
      await me.fill('#words', words);
      await me.click('text=Keep it');
      await me.waitForSelector('text=Go on');
      await isSound(me);
      await me.context().close();
    }
  }
});

test('the plan prints on one page', async () => {
  const me = await house.signedIn('mira');
  await me.goto(`${base}/plan`);
  await isSound(me);
  const pdf = (await me.pdf({ format: 'A4' })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
});
