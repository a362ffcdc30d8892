// Letting somebody in: showing one thing and a kind, seeing it as they do, and stopping.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18447);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const says = (them) => them.locator('main').innerText();
const shown = (them) => them.locator('main article.card').allInnerTexts();

/** Looks at a page as a picture, where `SHOTS` names a folder for it, and lets axe look too. */
async function look(them, name) {
  await isSound(them);
  if (process.env.SHOTS) await them.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

/** A member who has nobody yet, and a supporter who has not been let in by them. */
async function letIn(member, supporter) {
  await supporter.goto(`${base}/care/introduction`);
  await supporter.fill('[name=name]', 'Lind Berg');
  await supporter.check('[name=kind][value=therapist]', { force: true });
  await supporter.click('main button.primary');
  await supporter.waitForURL(/links/);
  await supporter.goto(`${base}/care/links`);
  await supporter.click('main form button.primary');
  const link = new URL((await supporter.locator('#secret').innerText()).trim());
  await member.goto(`${base}${link.pathname}`);
  await look(member, 'connect');
  await member.check('#agree', { force: true });
  await member.click('button:text-is("Connect")');
  await member.waitForURL(/sharing/);
}

for (const colorScheme of ['light', 'dark']) {
  test(`somebody shows one thing and a kind, and stops (${colorScheme})`, async () => {
    const javaScriptEnabled = colorScheme === 'light';
    const name = javaScriptEnabled ? 'jo' : 'mira';
    const member = await house.signedIn(name, { colorScheme });
    const lind = await house.signedIn('lind', { colorScheme });
    await member.goto(`${base}/sharing`);
    await look(member, `sharing-empty-${colorScheme}`);
    if (!(await says(member)).includes('Connected since')) await letIn(member, lind);
    await look(member, `sharing-connected-${colorScheme}`);

    await member.goto(`${base}/moments`);
    await member.fill('#words', `a cat on the wall, ${colorScheme}`);
    await member.click('button:text-is("Keep it")');
    await member.waitForURL(/today|after/);
    await member.goto(`${base}/moments`);
    const id = await member.locator('main li[id]').first().getAttribute('id');
    await member.goto(`${base}/moments/${id}`);
    await look(member, `moment-${colorScheme}`);
    await member.click('a:has-text("Show this to")');
    await look(member, `preview-one-${colorScheme}`);
    const before = await shown(member);
    await member.click('button:text-is("Show it")');
    await member.waitForURL(/saved=shown/);
    await look(member, `sharing-one-${colorScheme}`);
    await member.click('a:text-is("As they see it")');
    assert.ok((await shown(member)).includes(before[0]), 'they see what the page before showed');
    await look(member, `as-they-see-${colorScheme}`);

    await member.goto(`${base}/sharing`);
    await member.click('a:has-text("Show something")');
    await look(member, `choose-${colorScheme}`);
    await member.click('a:has-text("Every page you write in your journal")');
    await look(member, `preview-kind-${colorScheme}`);
    await member.click('button:text-is("Show it")');
    await member.waitForURL(/saved=shown/);
    await member.goto(`${base}/journal`);
    assert.match(await says(member), /can see this/);
    await look(member, `journal-${colorScheme}`);
    await member.fill('#words', 'a page for us both');
    await member.click('button:text-is("Keep it")');
    await member.waitForURL(/journal\/|after/);
    await member.goto(`${base}/journal`);
    await member.fill('#words', 'a page for me alone');
    await member.check('[name=kept_back]', { force: true });
    await member.click('button:text-is("Keep it")');
    await member.waitForURL(/journal\/|after/);

    await lind.goto(`${base}/care`);
    await lind.locator('main a[href^="/care/"]', { hasText: new RegExp(name, 'i') }).first().click();
    const seen = await says(lind);
    assert.match(seen, new RegExp(`a cat on the wall, ${colorScheme}`));
    assert.match(seen, /a page for us both/);
    assert.doesNotMatch(seen, /a page for me alone/);
    await look(lind, `care-${colorScheme}`);

    await member.goto(`${base}/sharing/looks`);
    assert.match(await says(member), /Lind/);
    await look(member, `looks-${colorScheme}`);
    await member.goto(`${base}/moments/${id}`);
    await look(member, `moment-shown-${colorScheme}`);
    await member.click('main .seen button');
    await member.waitForURL(/saved=stopped/);
    await lind.reload();
    assert.doesNotMatch(await says(lind), new RegExp(`a cat on the wall, ${colorScheme}`));
    await member.goto(`${base}/sharing/bring`);
    await look(member, `bring-${colorScheme}`);
  });
}
