// An app for codes (RFC 6238), as somebody has it on their phone.
import { createHmac } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const now = () => Math.floor(Date.now() / 30_000);

function bytes(base32) {
  const bits = [...base32].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

function shown(key, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac[mac.length - 1] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** What an app makes of a key: its next code that was not used, from one step before now to one after; further on it waits. */
export function phone(base32) {
  const key = bytes(base32.replace(/\s/g, ''));
  let last = 0;
  const code = async () => {
    last = Math.max(last + 1, now() - 1);
    while (last > now() + 1) await new Promise((soon) => setTimeout(soon, 500));
    return shown(key, last);
  };
  return { code };
}
