// A summary for the next talk: chosen, seen, on paper and as a PDF, and shown to a supporter.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before } from 'node:test';
import { closeBrowser, demo, isSound, test } from './house.mjs';

let house;
let base;
before(async () => {
  house = await demo(18448);
  ({ base } = house);
});
after(async () => {
  await closeBrowser();
  await house.stop();
});

const says = (them) => them.locator('main').innerText();

/** Looks at a page as a picture, where `SHOTS` names a folder for it, and lets axe look too. */
async function look(them, name) {
  await isSound(them);
  if (process.env.SHOTS) await them.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

/** The words of a PDF, with single spaces. */
const read = (file) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');

for (const [colorScheme, javaScriptEnabled] of [['light', true], ['dark', false]]) {
  test(`somebody takes a summary to a talk (${colorScheme}, scripts ${javaScriptEnabled})`, async () => {
    // axe is a script.
    const sees = javaScriptEnabled ? look : async () => {};
    const mira = await house.signedIn('mira', { colorScheme, javaScriptEnabled, acceptDownloads: true });
    await mira.goto(`${base}/sharing`);
    await mira.click('a:has-text("A summary, on paper")');
    await sees(mira, `summary-choose-${colorScheme}`);
    await mira.click('button:text-is("See it")');
    await mira.locator('.problem').waitFor();
    assert.match(await says(mira), /Tick one thing, or write a few words/);
    mira.faults.length = 0; // the browser tells of the 422
    await sees(mira, `summary-nothing-${colorScheme}`);
    await mira.fill('#words', 'What I would like to talk about');
    await mira.fill('#called', 'Mira');
    for (const name of ['reflections', 'notes', 'ladder', 'bring', 'measures']) await mira.check(`[name=${name}] >> nth=0`, { force: true });
    await mira.click('button:text-is("See it")');
    await mira.locator('section.summary').waitFor();
    assert.match(await says(mira), /So far, nobody has it but you/);
    const on = await mira.locator('section.summary').innerText();
    for (const words of [/A summary, by Mira/, /What I would like to talk about/, /Looking back/, /To bring/]) assert.match(on, words);
    await sees(mira, `summary-seen-${colorScheme}`);

    const given = mira.waitForEvent('download');
    await mira.click('button:text-is("As a PDF")');
    const file = await given;
    assert.match(file.suggestedFilename(), /^summary-\d{4}-\d\d-\d\d\.pdf$/);
    const path = await file.path();
    execFileSync('qpdf', ['--check', path]);
    const written = read(path);
    for (const line of on.split('\n').map((one) => one.replace(/\s+/g, ' ').trim()).filter((one) => one.length > 0 && one.length < 40)) {
      assert.ok(written.includes(line), `the PDF says “${line}”`);
    }
    assert.match(written, /Chosen by Mira, .*\. Nothing else was shared\./);

    await mira.click('button:text-is("Print")');
    await mira.locator('h1:has-text("A summary, by Mira")').waitFor();
    await sees(mira, `summary-print-${colorScheme}`);
    await mira.emulateMedia({ media: 'print', colorScheme });
    const paper = await mira.evaluate(() => document.body.innerText).catch(() => null);
    if (paper !== null) {
      assert.match(paper, /Chosen by Mira/);
      assert.doesNotMatch(paper, /Leave quickly|Find help|Back to the summary/);
      assert.equal(await mira.evaluate(() => getComputedStyle(document.body).color), await mira.evaluate(() => {
        document.documentElement.dataset.theme = 'light';
        return getComputedStyle(document.body).color;
      }), 'it is light');
    }
    if (process.env.SHOTS) await mira.pdf({ path: `${process.env.SHOTS}/summary-paper-${colorScheme}.pdf`, format: 'A4' });
    await mira.emulateMedia({ media: null, colorScheme });
    await mira.click('button:text-is("Back to the summary")');
    await mira.locator('section.summary').waitFor();

    await mira.click('button:has-text("Show it to")');
    await mira.waitForURL(/saved=shown/);
    assert.match(await says(mira), /sees a summary of/);
    await sees(mira, `summary-shown-${colorScheme}`);
    if (javaScriptEnabled) {
      const lind = await house.signedIn('lind', { colorScheme });
      await lind.goto(`${base}/care`);
      await lind.locator('main a[href^="/care/"]', { hasText: /mira/i }).first().click();
      const shown = await lind.locator('section.summary', { hasText: 'What I would like to talk about' }).innerText();
      assert.equal(shown, on, 'word for word');
      await look(lind, 'summary-care');
    }
  });
}

test('letters that the PDF has no signs for lead to the page to print', async () => {
  const mira = await house.signedIn('mira');
  await mira.goto(`${base}/sharing/summary`);
  await mira.fill('#words', 'سلام, 日本');
  await mira.click('button:text-is("See it")');
  await mira.locator('section.summary').waitFor();
  await mira.click('button:text-is("As a PDF")');
  await mira.locator('.note:has-text("A PDF made here")').waitFor();
  assert.match(await says(mira), /A PDF made here cannot show some of these letters/);
  assert.match(await says(mira), /سلام, 日本/);
  await look(mira, 'summary-in-place-of-pdf');
});
