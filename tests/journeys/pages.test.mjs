// The demo's people look at every page: sound to assistive technology, in light and dark, on phone and desktop.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, demo, isSound, page } from './house.mjs';

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

const open = ['/', '/about', '/privacy', '/support', '/support/GB', '/grounding', '/reading', '/reading/1', '/reading/8', '/offline', '/sign-in', '/sign-up', '/recover', '/exit'];
const own = [
  '/today', '/today?check-in=again', '/steps', '/steps/plain-hello', '/ladder', '/ladder/new', '/today/picture', '/notebook', '/story', '/measures', '/measures/2', '/reflections', '/reflections/evidence', '/moments', '/drafts', '/removed', '/welcome', '/messages', '/steps/plain-hello/words', '/practice', '/practice/a-low-key-invite', '/practice/late-reply', '/practice/late-reply?start=again', '/practice/is-this-a-no', '/journal', '/thoughts', '/search', '/plan', '/plan/edit', '/people', '/people/new', '/people/import', '/people/touches', '/people/rhythms', '/people/rhythms/new',
  '/welcome/in-the-way', '/welcome/safety', '/welcome/possible', '/welcome/cards', '/welcome/company', '/welcome/pace',
  '/settings', '/settings/look', '/settings/energy', '/settings/safety', '/settings/day', '/settings/devices', '/settings/password', '/settings/recovery', '/settings/export', '/settings/import', '/settings/leave',
];

for (const [name, options] of Object.entries({
  'on a phone in light': {},
  'on a desktop in dark': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
})) {
  test(`every page is sound ${name}`, async () => {
    const anyone = await page(options);
    for (const path of open) {
      await anyone.goto(base + path);
      await isSound(anyone);
    }
    const mira = await signedIn('mira', options);
    for (const path of own) {
      await mira.goto(base + path);
      await isSound(mira);
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
  await mira.click('form[action$="/begin"] button >> nth=1');
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
  for (const words of ['heading "Help lines: New Zealand" [level=1]', 'link "111"', 'heading "1737 Need to talk?"']) {
    assert.ok(heard.includes(words), `${words} in ${heard}`);
  }
});
