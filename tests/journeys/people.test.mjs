// Somebody who matters: added by keyboard without JavaScript, in touch with one tap, named beside a step, and names from a file.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, press, test } from './house.mjs';

let house;
let base;
let signedIn;
before(async () => {
  house = await demo(18430);
  ({ base, signedIn } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const card = (name) => `BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:${name}\r\nTEL:5550100\r\nEND:VCARD\r\n`;

test('somebody is added, is in touch, and is named beside a step, without JavaScript', async () => {
  const host = await signedIn('host', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await press(host, 'People');
  await host.waitForURL(/people$/);
  assert.match(await host.locator('main').innerText(), /This page is empty, and that’s fine\./);
  await press(host, 'Add someone or somewhere');
  await host.waitForURL(/new/);
  await press(host, 'Save');
  await host.waitForSelector('.problem');
  await host.fill('[name=name]', 'Noor');
  await press(host, 'More, if you like');
  await host.check('[name=near][value=close]');
  await press(host, 'Light chat', ' ');
  await press(host, 'Save');
  await host.waitForURL(/people\/[0-9a-f]{32}$/);
  await press(host, 'Another day, or how');
  await press(host, 'In touch yesterday');
  await host.waitForURL(/touched/);
  assert.match(await host.locator('main').innerText(), /Last in touch yesterday/);

  await host.goto(`${base}/steps/plain-hello`);
  assert.match(await host.locator('main').innerText(), /Perhaps with Noor\?/);
});

test('names are chosen from a contacts file, of which nothing else is taken', async () => {
  const jo = await signedIn('jo');
  await jo.goto(`${base}/people/import`);
  const buffer = Buffer.from(['Zo=C3=AB', 'Ren=C3=A9', 'Sam'].map(card).join(''));
  await jo.setInputFiles('[name=file]', { name: 'contacts.vcf', mimeType: 'text/vcard', buffer });
  await jo.click('main button.primary');
  await jo.waitForSelector('[name=who]');
  assert.match(await jo.locator('h1').innerText(), /Who would you like here\?/);
  await isSound(jo);
  await jo.check('text=Zoë');
  await jo.click('main button.primary');
  await jo.waitForURL(/imported/);
  const list = await jo.locator('main').innerText();
  assert.match(list, /Zoë/);
  assert.doesNotMatch(list, /René|5550100/);
  await isSound(jo);
});

test('every page of somebody is sound', async () => {
  const mira = await signedIn('mira');
  await mira.goto(`${base}/people`);
  const addresses = await mira.locator('main .list a').evaluateAll((links) => links.map((link) => link.href));
  for (const address of [addresses[0], `${addresses[0]}/change`]) {
    await mira.goto(address);
    await isSound(mira);
  }
  await mira.goto(`${base}/people/rhythms`);
  await isSound(mira);
  await mira.click('main .list a');
  await isSound(mira);
});
