// Expressions at a log call → what they carry to it; the receivers that count as logs, and the answers that are none.

import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/facts-of.ts';
import { sourceFileOf } from '../../src/source/source-file-of.ts';

const carried = (text: string, path = 'src/x.ts'): readonly string[] => factsOf(sourceFileOf(path, text)).disclosures.map(({ what, known }) => `${what}${known ? '' : '?'}`);

describe('what a log call is handed', () => {
  it.each<[string, readonly string[]]>([
    ['req.headers.authorization', ['authorization header']],
    ["req.headers['Authorization']", ['authorization header']],
    ["req.header('authorization')", ['authorization header']],
    ["(await headers()).get('authorization')", ['authorization header']],
    ["req.headers.authorization.split(' ')[1]", ['authorization header']],
    ["req.headers.authorization.replace('Bearer ', '')", ['authorization header']],
    ['req.headers.authorization.slice(7)', ['authorization header']],
    ['req.headers.authorization.slice(-4)', []],
    ['req.headers.authorization.slice(0, 10)', []],
    ['req.headers.authorization.length', []],
    ["other.get('authorization')", []],
    ['process.env.JWT_SECRET', ['key']],
    ["process.env['JWT_PRIVATE_KEY']", ['key']],
    ['process.env.JWT_PUBLIC_KEY', []],
    ['process.env.JWT_SECRET?.length', []],
    ["process.env.JWT_SECRET ? 'set' : 'unset'", []],
    ["process.env.JWT_SECRET || 'none'", ['key']],
    ['!!process.env.JWT_SECRET', []],
    ['hash(process.env.JWT_SECRET)', []],
    ['`key ${process.env.JWT_SECRET}`', ['key']],
    ["'key ' + process.env.JWT_SECRET", ['key']],
    ['{ a: [process.env.JWT_SECRET] }', ['key']],
    ['{ ...process.env }', ['environment']],
    ['JSON.stringify({ key: process.env.JWT_SECRET })', ['key']],
    ['options.jwtSecret', ['key?']],
    ['accessToken', ['token?']],
    ['session.refresh_token', ['token?']],
    ['idToken!', ['token?']],
    ['token', []],
    ['csrfToken', []],
    ['tokenType', []],
    ['accessTokenExpiresAt', []],
    ['typeof accessToken', []],
    ["'accessToken'", []],
  ])('%s', (argument, expected) => expect(carried(`console.log(${argument});`)).toEqual(expected));

  it.each(['console.error', 'logger.info', 'this.logger.warn', 'req.log.debug', 'fastify.log.error', 'auditLogger.notice'])('%s is a log', (name) =>
    expect(carried(`${name}(process.env.JWT_SECRET);`)).toEqual(['key']));

  it.each(['Math.log', 'logout', 'dialog.info', 'catalog.error', 'logger.child', 'login.log'])('%s is none', (name) =>
    expect(carried(`${name}(process.env.JWT_SECRET);`)).toEqual([]));

  it('a signed token, through a name and through a function', () => {
    const sign = "import jwt from 'jsonwebtoken';\nconst issue = (id: string) => jwt.sign({ id }, key);\n";
    expect(carried(`${sign}const t = jwt.sign({}, key);\nconsole.log(t);`)).toEqual(['token']);
    expect(carried(`${sign}console.log(issue('1'));`)).toEqual(['token']);
  });

  it('a token that is verified', () => {
    expect(carried("import { jwtVerify } from 'jose';\nasync function check(t) { console.log(t); return jwtVerify(t, key); }")).toEqual(['token']);
  });

  it('answers with a token are logins, answers with a key are not', () => {
    expect(carried('res.json({ accessToken });')).toEqual([]);
    expect(carried('res.status(500).json({ key: process.env.JWT_SECRET });')).toEqual(['key']);
  });
});
