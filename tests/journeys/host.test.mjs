// A host invites a supporter, who signs up, sets up a second step, and comes in with it again.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, page, test } from './house.mjs';
import { phone } from './phone.mjs';

let house;
let base;
before(async () => {
  house = await demo(18436);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const shown = (them) => them.locator('#secret span').allInnerTexts();

test('a host invites a supporter, who comes in with a second step', async () => {
  const host = await house.signedIn('host', { viewport: { width: 320, height: 640 } });
  await host.goto(`${base}/settings`);
  await host.click('text=As host');
  await host.waitForURL(/\/host$/);
  await isSound(host);
  await host.click('main li a:has-text("Invitations")');
  await host.waitForURL(/invitations/);
  await host.check('[name=role][value=supporter]');
  await host.click('main button.primary');
  await host.waitForSelector('#secret');
  const [link] = await shown(host);
  assert.match(link, /\/invite\//);
  assert.ok(await host.locator('main svg[role=img]').count() > 0, 'and as a picture');
  await isSound(host);

  const password = 'lantern moss bicycle';
  const wren = await page({ colorScheme: 'dark' });
  await wren.goto(link);
  assert.match(await wren.locator('main').innerText(), /invited as Supporter/);
  await isSound(wren);
  await wren.fill('[name=name]', 'wren');
  await wren.fill('[name=password]', password);
  await wren.check('[name=adult]');
  await wren.click('main button.primary');
  await wren.waitForURL(/recovery/);
  await wren.click('text=later');
  await wren.waitForURL(/second-factor/);
  await isSound(wren);
  await wren.click('text=Set it up');
  await wren.waitForSelector('#secret');
  await isSound(wren);
  const app = phone((await shown(wren)).join(''));
  await wren.fill('[name=code]', await app.code());
  await wren.click('text=Turn it on');
  await wren.waitForSelector('text=These ten codes');
  const codes = await shown(wren);
  assert.equal(codes.length, 10);
  await isSound(wren);
  await wren.click('text=kept them safe');
  await wren.waitForURL((url) => url.pathname === '/welcome');

  const again = await page();
  const passwordFirst = async (next) => {
    await again.goto(`${base}/sign-in?next=${next}`);
    await again.fill('[name=name]', 'wren');
    await again.fill('[name=password]', password);
    await again.click('main button.primary');
    await again.waitForURL(/sign-in\/second/);
  };
  await passwordFirst('/settings/second-factor');
  await again.fill('[name=code]', '000000');
  await again.click('main button.primary');
  await again.waitForSelector('.problem');
  again.faults.length = 0; // the answer's own status is an error in the console
  await isSound(again);
  await again.fill('[name=code]', await app.code());
  await again.click('main button.primary');
  await again.waitForURL(/settings\/second-factor/);
  assert.match(await again.locator('main').innerText(), /It is on/);
  await again.context().clearCookies();
  await passwordFirst('/settings/second-factor');
  await again.fill('[name=code]', codes[3].toLowerCase());
  await again.click('main button.primary');
  await again.waitForURL(/settings\/second-factor/);

  await host.goto(`${base}/host/people`);
  await host.click('main li a:has-text("wren")');
  await host.waitForURL(/people\/./);
  assert.match(await host.locator('main').innerText(), /Supporter \(has it\)/);
  await isSound(host);

  // Phone and codes are lost: the host takes the second step off, and the password is enough to set up another.
  host.on('dialog', (asked) => asked.accept());
  if (await host.locator('main [name=password]').count() > 0) await host.fill('main [name=password]', house.password);
  await host.click('main button:text-is("Take the second step off")');
  await host.waitForSelector('text=The second step is off');
  await again.context().clearCookies();
  await again.goto(`${base}/sign-in`);
  await again.fill('[name=name]', 'wren');
  await again.fill('[name=password]', password);
  await again.click('main button.primary');
  await again.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await again.goto(`${base}/care`);
  assert.match(again.url(), /second-factor/, 'what a supporter can do waits until it is set up again');
});
