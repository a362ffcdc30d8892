// Whatever a page offers is taken, with scripts too: each button, each of several, each box and each line of a list.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, routes, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18434);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

/** Pages with parts in their address, and those that show something else when asked to. */
const besides = ['/steps/plain-hello', '/steps/plain-hello/words', '/practice/late-reply', '/measures/2', '/today?check-in=again', '/welcome/cards?after=3'];
/** What ends the sign-in, or wants what only its owner knows. */
const apart = /^\/(sign-out|exit|settings\/(leave|password|recovery|import|export|devices)|people\/import)/;

/** What runs in the page. */
function inPage() {
  const several = (form) => Object.values(Object.groupBy([...form.querySelectorAll('[type=radio]')], (one) => one.name));
  const buttons = (form) => [...form.elements].filter((one) => one.type === 'submit' && !one.hidden);
  // Of a long list the first, the last and one in the middle stand for all. What stands for no answer is for forms of taps.
  const lines = ({ options, form }) => {
    const list = [...options].filter((one) => one.value !== '' || !form.matches('[data-draft]'));
    return list.length > 12 ? [list[0], list[list.length >> 1], list[list.length - 1]] : list;
  };
  /** The first of each group and list, the second of each, and so on, and then each further button. */
  const offers = () => {
    const found = [];
    for (const [at, form] of [...document.forms].entries()) {
      const to = new URL(form.action).pathname;
      const sizes = [...several(form), ...[...form.querySelectorAll('select')].map(lines)].map((list) => list.length);
      const names = [...form.elements].filter((one) => one.type !== 'hidden').map((one) => `${one.name}=${one.value}`);
      const name = `${to.replace(/[0-9a-f]{32}/g, '{id}')} ${names}`;
      for (let turn = 0; turn < Math.max(1, ...sizes); turn += 1) found.push({ at, to, name, turn, button: 0 });
      for (let button = 1; button < buttons(form).length; button += 1) found.push({ at, to, name, turn: 0, button });
    }
    return found;
  };
  /** Fills the form in. `false` if it is not there any more. */
  const choose = ({ at, name, turn }) => {
    if (!offers().some((one) => one.at === at && one.name === name)) return false;
    const form = document.forms[at];
    for (const group of several(form)) group[turn % group.length].click();
    for (const box of form.querySelectorAll('[type=checkbox]')) if (turn % 2 === 0 || box.required) box.click();
    for (const select of form.querySelectorAll('select')) {
      const list = lines(select);
      select.value = list[turn % list.length].value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    for (const field of form.querySelectorAll('textarea, [type=text], [type=search]')) {
      field.value ||= 'Some words';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    return true;
  };
  const press = ({ at, button }) => setTimeout(() => buttons(document.forms[at])[button].click());
  globalThis.tried = { offers, choose, press };
}

test('whatever a page offers is taken', async () => {
  const mira = await house.signedIn('mira');
  await mira.addInitScript(inPage);
  let wrong = [];
  mira.on('response', (answer) => {
    if (answer.request().isNavigationRequest() && answer.status() >= 400) wrong.push(`${answer.status()}`);
  });
  const plain = routes().filter((route) => route.method === 'GET' && route.who === 'member' && !route.path.includes('{'));
  const [seen, refused] = [new Set(), []];
  for (const path of [...besides, ...plain.map((route) => route.path)]) {
    await mira.goto(base + path);
    const all = (await mira.evaluate(() => globalThis.tried?.offers() ?? [])).filter((one) => !apart.test(one.to));
    // What takes something away comes last.
    const takesAway = (one) => /(remove|afresh|end)$/.test(one.to);
    for (const one of all.sort((a, b) => takesAway(a) - takesAway(b))) {
      const name = `${one.name} ${one.turn} ${one.button}`;
      if (seen.has(name)) continue;
      seen.add(name);
      await mira.goto(base + path);
      wrong = [];
      mira.faults.length = 0;
      if (!(await mira.evaluate((chosen) => globalThis.tried.choose(chosen), one))) continue;
      const left = mira.waitForNavigation({ waitUntil: 'domcontentloaded', timeout: 5000 }).catch(() => wrong.push('nothing happens'));
      await mira.evaluate((chosen) => void globalThis.tried.press(chosen), one);
      await left;
      for (const what of [...wrong, ...mira.faults]) refused.push(`${path}: ${one.to}, turn ${one.turn}, button ${one.button}: ${what}`);
    }
  }
  assert.deepEqual(refused, []);
  assert.ok(seen.size > 200, `${seen.size} choices`);
});
