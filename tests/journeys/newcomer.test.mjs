// From an empty folder to one small step done and another that fits: in few taps and words, and by keyboard, without
// JavaScript, on a small phone, with the rest of the questions at another time.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, isSound, page, press, start, test } from './house.mjs';

let house;
before(async () => {
  house = await start(/link once: (\S+)/, 'serve', '--listen', '127.0.0.1:18421');
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

test('a newcomer takes a first small step', async () => {
  const me = await page({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const arrives = (path) => me.waitForURL((url) => url.pathname.startsWith(path));
  const heading = () => me.locator('h1').innerText();
  await me.goto(house.found[1]);
  await press(me, 'Use it without a password');

  await arrives('/welcome');
  await press(me, 'I worry about how it will go', 'Space');
  await press(me, 'Continue');

  await arrives('/welcome/safety');
  await press(me, 'Skip this');
  await arrives('/welcome/around');
  await press(me, 'That’s enough for now');

  await arrives('/today');
  await press(me, 'Some');
  await me.waitForSelector('form[action$="/answer"]');
  const first = await me.locator('article h2').first().innerText();
  await press(me, 'I’ll try');

  await arrives('/attempts/');
  await press(me, 'Leave it out');
  await press(me, 'I did it');
  await arrives('/reflections/');
  await press(me, 'Okay');
  await me.waitForURL((url) => url.search.startsWith('?kept='));
  assert.match(await me.locator('main').innerText(), /That counts/);

  await press(me, 'Show me another');
  await me.waitForSelector('form[action$="/answer"]');
  const second = await me.locator('article h2').first().innerText();
  assert.notEqual(second, first, 'the next one is another one');
  assert.ok((await me.locator('.why').innerText()).length > 10, 'says why');
  for (const answer of ['Smaller', 'Something else', 'Not today']) assert.ok(await me.getByRole('button', { name: answer }).count() > 0, answer);
  await press(me, 'Not today');
  await arrives('/today');
  assert.doesNotMatch((await heading()) + (await me.locator('main').innerText()), /overdue|missed/i);

  await me.goto(new URL('/reflections', me.url()).href);
  assert.ok((await me.locator('main').innerText()).includes(first), 'what was done is there to look back on');
});

test('the rest of the questions can be gone through at another time, one a page', async () => {
  const me = await page({ javaScriptEnabled: false, viewport: { width: 360, height: 760 } });
  const tap = async (name) => {
    await me.locator('main').locator('button, a').filter({ hasText: new RegExp(`^${name}$`) }).first().click();
    await me.waitForLoadState();
  };
  const asks = async (heading) => assert.equal(await me.locator('h1').innerText(), heading);
  await me.goto(new URL('/welcome', house.found[1]).href);
  await me.click('main button.primary');
  await me.waitForURL(/welcome/);
  await tap('Go on with the next one');
  await asks('Who is around you?');
  await tap('Skip this');
  for (const [side, answer] of [['Starting something', 'On a good day'], ['Being where people are', 'Mostly'], ['Saying something true', 'Not sure'], ['Letting someone do something for you', 'Skip this']]) {
    await asks(side);
    await isOnOneScreen(me);
    await tap(answer);
  }
  await asks('Doing something new');
  await tap('Back');
  await tap('Easily');
  await tap('Not now');
  await asks('Is there company to leave out?');
  await tap('Back');
  await asks('Doing something new');
  assert.equal(await me.locator('[aria-current=true]').innerText(), 'Not now', 'what was said stands out');
  await tap('Skip this');
  await tap('Skip this');
  await asks('How often, and when not?');
  await tap('Skip this');
  for (const answer of ['Easy', 'Too much', 'Not sure']) {
    await isOnOneScreen(me);
    await tap(answer);
  }
  await asks('Enough?');
  const sizes = await me.locator('main .equal > *').evaluateAll((all) => all.map((it) => it.offsetWidth * it.offsetHeight));
  assert.equal(sizes[0], sizes[1], 'enough is as big as more');
  await tap('A few more');
  for (const answer of ['Okay', 'A stretch', 'Okay']) await tap(answer);
  await asks('Enough?');
  await tap('That is enough, thank you');
  await asks('That is all. Thank you.');
  await tap('Go to today');
  assert.equal(new URL(me.url()).pathname, '/today');
  await me.goto(new URL('/welcome', me.url()).href);
  const answers = await me.locator('main').innerText();
  assert.match(answers, /Some of them sorted/);
  assert.doesNotMatch(answers, /still open/i);
});

/** Every answer of a question stands on the first screen. */
async function isOnOneScreen(me) {
  const foot = await me.locator('main button').last().evaluate((it) => it.getBoundingClientRect().bottom);
  assert.ok(foot <= 700, `${me.url()}: the last answer ends at ${foot}`);
}

/** The words that can be seen on the whole page, from its head to its foot: nothing folded away, and nothing only to hear. */
function wordsToSee() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (texts.nextNode()) {
    const { parentElement: it, data } = texts.currentNode;
    const seen = it.checkVisibility({ visibilityProperty: true }) && !it.closest('.unseen, .skip, script, style, option');
    if (seen) words += data.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  }
  return words;
}

test('the first small step is five taps and four hundred words away', async () => {
  const fresh = await start(/link once: (\S+)/, 'serve', '--listen', '127.0.0.1:18437');
  try {
    const me = await page({ viewport: { width: 360, height: 760 } });
    const [seen, taps] = [[], []];
    const looks = async () => {
      await isSound(me);
      seen.push([new URL(me.url()).pathname.replace(/(set-up).*/, '$1'), await me.evaluate(wordsToSee)]);
    };
    const tap = async (control, leadsTo) => {
      await looks();
      taps.push((await me.locator(control).innerText()).split('\n')[0]);
      await Promise.all([me.waitForURL(leadsTo), me.locator(control).click()]);
    };
    await me.goto(fresh.found[1]);
    await tap('button[value=personal]', /welcome$/);
    await tap('main a[href="/today"]', /today$/);
    await tap('button[name=energy][value=some]', /today$/);
    await me.waitForSelector('button[name=answer][value=try]');
    await tap('button[name=answer][value=try]', /attempts/);
    const words = seen.reduce((sum, [, count]) => sum + count, 0);
    const told = `${words} words: ${seen.map((one) => one.join(' ')).join(', ')}; ${taps.length} taps: ${taps.join(', ')}`;
    assert.ok(taps.length <= 5, told);
    assert.ok(words <= 400, told);
  } finally {
    await fresh.stop();
  }
});
