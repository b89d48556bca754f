// Bytes → text, encoding, or the reason why not.
import { expect, test } from 'vitest';
import { decode, utf16Of } from '../../src/source/decode.ts';

const text = "const key = 'dev-only-example';\n";
const little = Buffer.from(text, 'utf16le');
const big = Buffer.from(text, 'utf16le').swap16();

test.each([
  ['UTF-8', Buffer.from(text), 'utf-8', false],
  ['UTF-8 with mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]), 'utf-8', true],
  ['UTF-16 LE with mark', Buffer.concat([Buffer.from([0xff, 0xfe]), little]), 'utf-16le', true],
  ['UTF-16 BE with mark', Buffer.concat([Buffer.from([0xfe, 0xff]), big]), 'utf-16be', true],
  ['UTF-16 LE', little, 'utf-16le', false],
  ['UTF-16 BE', big, 'utf-16be', false],
  ['a plain byte array', new Uint8Array(Buffer.from(text)), 'utf-8', false],
])('%s', (_, bytes, encoding, mark) => {
  expect(decode(bytes)).toEqual({ ok: true, text, encoding, mark, lossy: false });
});

test('decoding leaves the bytes as they are', () => {
  const bytes = Buffer.from(big);
  decode(bytes);
  expect(bytes.equals(big)).toBe(true);
});

test('nothing is a text', () => expect(decode(Buffer.alloc(0))).toMatchObject({ ok: true, text: '' }));

test('broken UTF-8 is read with replacements, and says so', () => {
  expect(decode(Buffer.from([0x61, 0xff, 0x62]))).toMatchObject({ ok: true, text: 'a\uFFFDb', lossy: true });
  expect(decode(Buffer.from('a\uFFFDb'))).toMatchObject({ ok: true, lossy: false });
});

test('half a code unit at the end of UTF-16 is dropped', () => {
  expect(decode(Buffer.concat([Buffer.from([0xff, 0xfe]), little, Buffer.from([0x41])]))).toMatchObject({ ok: true, text, lossy: true });
});

test.each([
  ['zero bytes', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 3])],
  ['zeros in both places', Buffer.from([0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1])],
  ['a mark and then no text', Buffer.from([0xff, 0xfe, 1, 0, 0, 0, 0, 0])],
])('binary: %s', (_, bytes) => expect(decode(bytes)).toMatchObject({ ok: false, kind: 'binary' }));

test('one zero byte in a text makes no binary', () => {
  expect(decode(Buffer.from('const a = 1;\0const b = 2;'))).toMatchObject({ ok: true, text: 'const a = 1;\0const b = 2;' });
  expect(decode(Buffer.from(`\uFEFF${text}\0${text}`, 'utf16le'))).toMatchObject({ ok: true, encoding: 'utf-16le' });
});

test('what is called a text is read, whatever its bytes', () => {
  expect(decode(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 2, 3]), true)).toMatchObject({ ok: true });
});

test('a mark, or a first line, before 8-bit text makes no UTF-16', () => {
  expect(decode(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text)]))).toMatchObject({ ok: true, encoding: 'utf-8' });
  expect(decode(Buffer.concat([little, Buffer.from(text.repeat(40))]), true)).toMatchObject({ ok: true, encoding: 'utf-8' });
});

test('Chinese in UTF-16 is text', () => {
  const chinese = `\uFEFF${'密钥'.repeat(8)}\n`.repeat(20);
  expect(decode(Buffer.from(chinese, 'utf16le'))).toMatchObject({ ok: true, encoding: 'utf-16le' });
});

test('UTF-32 is named', () => {
  expect(decode(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]))).toMatchObject({ ok: false, kind: 'encoding' });
});

test('a short text with a zero is no UTF-16', () => expect(utf16Of(Buffer.from([0x61, 0, 0x62, 0]))).toBeUndefined());
