// Key stores and keys in binary: told by their first bytes, reported by the scanner, silent where only certificates lie.

import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyStoreOf } from '../../src/source/key-store.ts';
import { folderWith, runCommand } from '../support/command.ts';

const java = (magic: string, tag: number): Buffer => Buffer.concat([Buffer.from(`${magic}00000002000000010000000${tag}`, 'hex'), Buffer.alloc(80, 7)]);
/** Version 3 and content of the type "data", as every PKCS#12 begins (RFC 7292 section 4). */
const pkcs12 = Buffer.concat([Buffer.from('308209b702010330820973 06092a864886f70d010701a0820964'.replace(' ', ''), 'hex'), Buffer.alloc(200, 9)]);
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const der = privateKey.export({ type: 'pkcs8', format: 'der' });
const sealed = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'x' });

describe('keyStoreOf', () => {
  it('knows them by their first bytes', () => {
    expect(keyStoreOf(java('feedfeed', 1))).toEqual({ form: 'JKS' });
    expect(keyStoreOf(java('cececece', 3))).toEqual({ form: 'JCEKS' });
    expect(keyStoreOf(pkcs12)).toEqual({ form: 'PKCS#12' });
    expect(keyStoreOf(der)).toMatchObject({ form: 'DER', key: { type: 'private' } });
    expect(keyStoreOf(sealed)).toEqual({ form: 'DER' });
  });

  it.each<[string, Uint8Array]>([
    ['a store of certificates', java('feedfeed', 2)], ['a public key', publicKey.export({ type: 'spki', format: 'der' })], ['text', Buffer.from('0123456789 '.repeat(10))],
    ['nothing', Buffer.alloc(0)], ['zeros', Buffer.alloc(100)], ['a cut key', der.subarray(0, 60)],
  ])('silent: %s', (_, bytes) => expect(keyStoreOf(bytes)).toBeUndefined());
});

it('reports them with their form, and none that hold certificates', async () => {
  const files = { 'server.p12': pkcs12, 'app.jks': java('feedfeed', 1), 'signing.p8': der, 'sealed.der': sealed, 'truststore.p12': pkcs12, 'ca.jks': java('feedfeed', 2), 'public.der': publicKey.export({ type: 'spki', format: 'der' }) };
  const { out } = await runCommand(folderWith(files), '--preset', 'all', '--format', 'json', '--fail-on', 'never');
  const { findings, diagnostics } = JSON.parse(out) as { findings: { file: string; severity: string; certainty: string; message: string }[]; diagnostics: unknown[] };
  expect(findings.map(({ file, severity, certainty }) => [file, severity, certainty])).toEqual([
    ['app.jks', 'warning', 'likely'], ['sealed.der', 'info', 'likely'], ['server.p12', 'warning', 'likely'], ['signing.p8', 'error', 'proven'],
  ]);
  expect(findings.map(({ message }) => /JKS|DER|PKCS#12/.exec(message)?.[0])).toEqual(['JKS', 'DER', 'PKCS#12', 'DER']);
  expect(diagnostics).toEqual([]);
});
