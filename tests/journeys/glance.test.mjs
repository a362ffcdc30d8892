// Today at one glance: on a small phone each state holds its answers on the first screen, with few words and controls.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, test } from './house.mjs';

/** What a phone's first screen may hold, whichever step it is: a name that somebody gave is theirs, and counts as one word. */
const WORDS = 50;
const CONTROLS = 13;

let house;
before(async () => {
  house = await demo(18451);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

/** Words and controls on the first screen, and where the last answer of what is asked ends above the four places. */
const firstScreen = (me) => me.evaluate(() => {
  const places = document.querySelector('.menu').getBoundingClientRect().top;
  const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest('.unseen, .skip');
  const inSight = (it, box) => box.width > 1 && box.bottom > 0 && box.top < (it.closest('.menu') ? innerHeight : places);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let words = 0;
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    if (!shown(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    if (![...range.getClientRects()].some((box) => inSight(text.parentElement, box))) continue;
    const said = text.textContent.match(/[\p{L}\p{N}’'-]+/gu)?.length ?? 0;
    words += text.parentElement.matches('bdi') ? Math.min(said, 1) : said;
  }
  const controls = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter((it) => it.type !== 'hidden' && shown(it) && inSight(it, it.getBoundingClientRect()));
  const answers = [...document.querySelectorAll('.now form button')].filter((it) => shown(it) && !it.closest('details'));
  return { words, controls: controls.length, places, last: Math.max(...answers.map((it) => it.getBoundingClientRect().bottom)) };
});

async function holdsItsAnswers(me, state) {
  const { words, controls, places, last } = await firstScreen(me);
  assert.ok(last <= places, `${state}: the last answer ends at ${last}, the places begin at ${places}`);
  assert.ok(words <= WORDS, `${state}: ${words} words: ${await me.locator('main').innerText()}`);
  assert.ok(controls <= CONTROLS, `${state}: ${controls} controls`);
}

const tap = (me, selector) => Promise.all([me.waitForNavigation(), me.locator(selector).first().click()]);
const answer = (me, word) => tap(me, `.answers button[value=${word}]`);
const checksIn = async (me, energy) => {
  await me.goto(`${house.base}/today?check-in=again`);
  await tap(me, `button[name=energy][value="${energy}"]`);
};

for (const [name, javaScriptEnabled] of [['mira', true], ['jo', false]]) {
  test(`${name} sees every answer on the first screen of each state${javaScriptEnabled ? '' : ', without scripts'}`, async () => {
    const me = await house.signedIn(name, { viewport: { width: 360, height: 760 }, javaScriptEnabled });
    await me.goto(`${house.base}/today`);
    await holdsItsAnswers(me, 'as it stands');
    for (const energy of ['low', 'some', 'plenty', '']) {
      await checksIn(me, energy);
      await holdsItsAnswers(me, `energy ${energy || 'not sure'}`);
      for (const word of ['smaller', 'different', 'different']) {
        if ((await me.locator('.answers').count()) === 0) break;
        const before = await me.title();
        await answer(me, word);
        await holdsItsAnswers(me, `energy ${energy || 'not sure'}, then ${word}`);
        assert.notEqual((await me.title()) + (await me.locator('h1').innerText()), before, 'the title and the heading say what changed');
        await me.locator('h1#now:focus').waitFor();
      }
    }
    if ((await me.locator('.answers').count()) === 0) await tap(me, 'form[action="/suggestions"] button');
    await answer(me, 'try');
    await holdsItsAnswers(me, 'the guess');
    await tap(me, 'button[name=expected]');
    await me.goto(`${house.base}/today`);
    await holdsItsAnswers(me, 'trying');
    await tap(me, '.now button[name=outcome][value=did]');
    await holdsItsAnswers(me, 'what it was like');
    await tap(me, 'button[name=felt][value=okay]');
    await holdsItsAnswers(me, 'kept');
    await tap(me, 'form[action="/suggestions"] button');
    await holdsItsAnswers(me, 'another');
    await answer(me, 'rest');
    await holdsItsAnswers(me, 'rest');
    await isSound(me);
    await me.context().close();
  });
}

test('a day not yet begun asks one thing', async () => {
  const me = await house.signedIn('host', { viewport: { width: 360, height: 760 } });
  await me.goto(`${house.base}/today`);
  await holdsItsAnswers(me, 'the check-in');
  await me.context().close();
});
