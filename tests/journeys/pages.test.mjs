// The demo's people look at every page: sound to assistive technology, in light and dark, on phone and desktop.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, page, routes, test } from './house.mjs';

let house;
let base;
let signedIn;
before(async () => {
  house = await demo(18422);
  ({ base, signedIn } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

/** What no page of the demo leads to, or what is to be looked at although other pages are linked first. */
const samples = {
  '/support/{country}': ['/support/GB'],
  '/reading/{number}': ['/reading/1', '/reading/8'],
  '/measures/{number}': ['/measures/2'],
  '/steps/{slug}': ['/steps/plain-hello'],
  '/steps/{slug}/words': ['/steps/plain-hello/words'],
  '/practice/{slug}': ['/practice/a-low-key-invite', '/practice/late-reply', '/practice/is-this-a-no'],
  '/rooms/{id}/live': [], // is told, and no page
  '/attempts/{id}': [], // a step is begun below
  '/care/{id}/part': [], // for whoever is no supporter any more, and a supporter's pages lead to it
  '/attempts/{id}/guess': [],
  '/reflections/{id}/felt': [], // nothing leads there once it was told
  '/today': ['/today', '/today?check-in=again'],
};
const besides = ['/practice/late-reply?start=again', '/welcome/cards?after=3'];

/** What an address shows to these eyes: a page of its own, and not a redirect or a file. */
async function isPage(them, path) {
  const answer = await them.request.get(base + path, { maxRedirects: 0 });
  assert.ok(answer.status() < 400, `${path}: ${answer.status()}`);
  return answer.status() === 200 && (answer.headers()['content-type'] ?? '').startsWith('text/html');
}

/** Writes something into the form that people write in on a page, and sends it. */
async function keepSomething(them, path) {
  await them.goto(base + path);
  const form = them.locator('main form[data-draft]').first();
  for (const field of await form.locator('textarea, input[type=text], input:not([type])').all()) await field.fill('Something to look at');
  await form.locator('button:not([formaction]):not([name])').first().click();
  await them.waitForLoadState();
}

/** The addresses to look at, as `who` may: each of the program's own, with what the demo's pages lead to for its parts. */
async function addresses(them, who) {
  const gets = routes().filter((route) => route.method === 'GET' && route.who === who).map((route) => route.path);
  const plain = gets.filter((path) => !path.includes('{'));
  const links = new Set();
  const read = async (path) => {
    const answer = await them.request.get(base + path, { maxRedirects: 0 });
    const text = ` href="${answer.headers().location ?? ''}" ${await answer.text()}`;
    for (const [, link] of text.matchAll(/ (?:href|action)="(\/[^"?#]*)/g)) links.add(link);
  };
  for (const path of plain) await read(path);
  // What a page of one thing leads to, such as the form that changes it.
  const fits = (route) => [...links].filter((link) => !plain.includes(link) && new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`).test(link));
  const named = gets.filter((path) => path.includes('{'));
  for (const route of named) for (const link of fits(route).slice(0, 3)) await read(link);
  // Where the demo has nothing yet, the page above it has a form for it.
  for (const route of named.filter((route) => !samples[route] && !route.includes('{token}') && fits(route).length === 0)) {
    const above = plain.filter((path) => route.startsWith(`${path}/`)).sort((a, b) => b.length - a.length)[0];
    await keepSomething(them, above);
    await read(above);
    for (const link of fits(route).slice(0, 1)) await read(link);
  }
  const found = gets.flatMap((route) => samples[route] ?? (route.includes('{') ? fits(route).slice(0, 1) : [route]));
  const missing = named.filter((route) => !samples[route] && fits(route).length === 0);
  const pages = [];
  for (const path of who === 'member' ? [...found, ...besides] : found) if (await isPage(them, path)) pages.push(path);
  return { pages, missing };
}

for (const [name, options] of Object.entries({
  'on a phone in light': {},
  'on a desktop in dark': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
})) {
  test(`every page is sound ${name}`, async () => {
    for (const [them, who] of [[await page(options), 'anyone'], [await signedIn('mira', options), 'member'], [await signedIn('host', options), 'host']]) {
      const { pages, missing } = await addresses(them, who);
      // Links that are given to one person at a time are led to by no page.
      assert.deepEqual(missing.filter((route) => !route.includes('{token}')), [], 'nothing in the demo leads there');
      for (const path of pages) {
        await them.goto(base + path);
        await isSound(them);
      }
      if (who === 'member') {
        await them.goto(`${base}/steps/plain-hello`);
        await them.click('form[action$="/begin"] button >> nth=0');
        await them.waitForURL(/attempts/);
        await isSound(them);
      }
    }
  });
}

test('a mistake is said at the top and beside its field, and takes the focus', async () => {
  const anyone = await page();
  await anyone.goto(`${base}/sign-in`);
  await anyone.fill('[name=name]', 'nobody');
  await anyone.fill('[name=password]', 'not this one');
  await anyone.click('main button.primary');
  await anyone.waitForSelector('.problem');
  assert.match(await anyone.title(), /^Error: /);
  assert.equal(await anyone.evaluate(() => document.activeElement.classList.contains('problem')), true);
  anyone.faults.length = 0; // the answer's own status is an error in the console
  await isSound(anyone);
});

test('Shift three times leaves at once, and Back shows nothing', async () => {
  const mira = await signedIn('mira');
  for (let time = 0; time < 3; time += 1) await mira.keyboard.press('Shift');
  await mira.waitForURL(/exit/);
  assert.doesNotMatch(await mira.content(), /handrail/i);
  await mira.goBack().catch(() => {});
  assert.doesNotMatch(await mira.locator('body').innerText(), /Today/);
});

test('the edited words go along to the message, and nowhere else', async () => {
  const mira = await signedIn('mira');
  await mira.goto(`${base}/steps/plain-hello`);
  await mira.check('[name=size][value=regular]');
  await mira.click('form[action$="/begin"] button');
  await mira.waitForURL(/attempts/);
  const sent = [];
  mira.on('request', (request) => sent.push(request.url()));
  await mira.fill('textarea[id^=starter]', 'Hello from the bench & the trees');
  const link = await mira.locator('a[href^="sms:"]').first().getAttribute('href');
  assert.ok(link.includes('Hello%20from%20the%20bench%20%26%20the%20trees'), link);
  assert.deepEqual(sent.filter((url) => !url.startsWith(`${base}/static/`)), []);
});

test('what assistive technology hears of the help page stays as it is', async () => {
  const anyone = await page();
  await anyone.goto(`${base}/support/NZ`);
  const heard = await anyone.locator('main').ariaSnapshot();
  for (const words of ['heading "Talk to someone now" [level=1]', 'New Zealand', 'link "Call 111"', 'link "1737 Need to talk?: 1737"']) {
    assert.ok(heard.includes(words), `${words} in ${heard}`);
  }
});
