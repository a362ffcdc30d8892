// Starts the program on a fresh folder and opens browsers on it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createRequire } from 'node:module';
import { test as untimed } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { phone } from './phone.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const binary = process.env.HANDRAIL ?? join(fileURLToPath(new URL('.', import.meta.url)), '../../target/debug/handrail');

/** A test that fails after five minutes: what hangs is named, and the rest still runs. */
export const test = (name, journey) => untimed(name, { timeout: 300_000 }, journey);

/** Runs `handrail ARGS` on a port of its own until `line` is printed; gives what it matched and a way to stop it. */
export async function start(line, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-journey-'));
  const house = spawn(binary, [...args, '--data', join(folder, 'data')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const found = await new Promise((resolve, reject) => {
    house.stdout.on('data', (more) => {
      said += more;
      const match = said.match(line);
      if (match) resolve(match);
    });
    house.on('exit', (code) => reject(new Error(`handrail ended with ${code}: ${said}`)));
  });
  const stop = async () => {
    const ended = new Promise((resolve) => house.once('exit', resolve));
    house.removeAllListeners('exit');
    house.once('exit', () => {});
    house.kill('SIGTERM');
    if (house.exitCode === null) await new Promise((resolve) => house.once('close', resolve));
    void ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { said: () => said, found, stop };
}

/** Every address that the program has: its method, who may use it (anyone, member, supporter, facilitator or host), and its path. */
export function routes() {
  const lines = execFileSync(binary, ['routes'], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => line.split(' ')).map(([method, who, path]) => ({ method, who, path }));
}

let browser;

/** A page in Chromium: a small phone in light unless told otherwise. */
export async function page(options = {}) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
  });
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: 'reduce', ...options });
  const opened = await context.newPage();
  opened.faults = [];
  opened.scripts = options.javaScriptEnabled ?? true;
  opened.on('console', (message) => message.type() === 'error' && opened.faults.push(message.text()));
  opened.on('pageerror', (error) => opened.faults.push(String(error)));
  return opened;
}

export async function closeBrowser() {
  await browser?.close();
}

/** Runs the demo on `port`; gives its address, its password, a sign-in as one of its people, with a code where one is asked for, and a way
    to stop it. */
export async function demo(port) {
  const { found, said, stop } = await start(/listening on (\S+)/, 'demo', '--listen', `127.0.0.1:${port}`);
  const [, base] = found;
  const [, password] = said().match(/password: (\S+)/);
  const phones = new Map([...said().matchAll(/second factor (\S+): (\S+)/g)].map(([, name, key]) => [name, phone(key)]));
  const signIn = async (them, name) => {
    await them.goto(`${base}/sign-in`);
    await them.fill('[name=name]', name);
    await them.fill('[name=password]', password);
    await them.click('main button.primary');
    if (phones.has(name)) {
      await them.waitForURL(/sign-in\/second/);
      await them.fill('[name=code]', await phones.get(name).code());
      await them.click('main button.primary');
    }
    await them.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  };
  const signedIn = async (name, options) => {
    const them = await page(options);
    await signIn(them, name);
    return them;
  };
  return { base, password, signIn, signedIn, stop };
}

/** What axe finds against WCAG 2.2 A and AA and best practice. */
async function violations(opened) {
  await opened.evaluate(axe);
  const { violations: found } = await opened.evaluate(() => globalThis.axe.run({ resultTypes: ['violations'] }));
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(', ')}`);
}

/** Nothing that axe finds (which needs scripts, and waits for ever without), no error in the console, no sideways scrolling. */
export async function isSound(opened) {
  const where = opened.url();
  if (opened.scripts) assert.deepEqual(await violations(opened), [], where);
  const wide = await opened.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.equal(wide, false, `${where} scrolls sideways`);
  assert.deepEqual(opened.faults, [], where);
}

/** Tabs to the control with this accessible name, as somebody without a mouse does, and presses `key`. */
export async function press(opened, name, key = 'Enter') {
  for (let stop = 0; stop < 150; stop += 1) {
    await opened.keyboard.press('Tab');
    const focused = opened.locator(':focus');
    if ((await focused.count()) === 0) continue;
    const label = await focused.evaluate((it) => {
      const words = it.labels?.length ? it.labels[0].textContent : (it.getAttribute('aria-label') ?? it.textContent);
      return words.replace(/\s+/g, ' ').trim();
    });
    if (label.startsWith(name)) {
      if (key) await opened.keyboard.press(key);
      return;
    }
  }
  throw new Error(`no way to “${name}” by keyboard on ${opened.url()}`);
}

/** Stands between the browser and the house, as a proxy or a bad network does: `now` is what it does with what is asked. */
export async function between(base) {
  const { port: far } = new URL(base);
  const line = { now: 'passes on', hold: () => false, sees: () => {} };
  const held = [];
  const passOn = (asked, answer) => {
    const { url: path, method, headers } = asked;
    const on = request({ host: '127.0.0.1', port: far, path, method, headers }, (from) => {
      answer.writeHead(from.statusCode, from.headers);
      from.pipe(answer);
    });
    on.on('error', () => answer.destroy());
    asked.pipe(on);
  };
  const does = {
    'passes on': passOn,
    hangs: (asked, answer) => held.push(() => passOn(asked, answer)),
    'wants a sign-in': (asked, answer) => answer.end('<!doctype html><title>Free Wi-Fi</title><h1>Sign in to Free Wi-Fi</h1>'),
    'leads away': (asked, answer) => answer.writeHead(302, { location: `http://127.0.0.2:${far}/` }).end(),
  };
  const server = createServer((asked, answer) => {
    line.sees(asked, answer);
    if (typeof line.now === 'number') return answer.writeHead(line.now).end(`${line.now}`);
    does[line.hold(asked) ? 'hangs' : line.now](asked, answer);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  line.base = `http://127.0.0.1:${server.address().port}`;
  line.release = () => held.splice(0).forEach((go) => go());
  line.stop = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return line;
}
