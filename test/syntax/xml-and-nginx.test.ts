// XML and nginx → entries with their paths and places.

import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/syntax/read-config.ts';

const told = (language: string, text: string): string[] => {
  const { entries, problems } = readConfig(language, text);
  return [
    ...entries.map(({ path, value, start, end }) => `${path.join('.')}=${value}${text.slice(start, end) === value ? '' : ' (elsewhere)'}`),
    ...problems.map(({ message }) => message),
  ];
};

describe('xml', () => {
  it.each([
    ['<a b="1"><c>x</c><c> y </c></a>', ['a.0.b=1', 'a.0.c.0=x', 'a.0.c.1=y']],
    ['<?xml version="1.0"?><!DOCTYPE a><!-- <b>no</b> --><a><![CDATA[x < y]]></a>', ['a.0=x < y']],
    ['<a b="@(f("x") < 2 && g)" c="2"/>', ['a.0.b=@(f("x") < 2 && g)', 'a.0.c=2']],
    ['<a>@{ new List<string>(); }</a><b>1</b>', ['a.0=@{ new List<string>(); }', 'b.0=1']],
    ['<a>&lt;x&gt;</a>', ['a.0=<x> (elsewhere)']],
    ['<a><b>1</a><c>2</c>', ['a.0.b.0=1', 'c.0=2', 'XML: an end that closes nothing, or closes too much.']],
    ['<a><b c="1"', ['a.0.b.0.c=1', 'XML: a mark that nothing closes.']],
  ])('%s', (text, entries) => {
    expect(told('xml', text)).toEqual(entries);
  });
});

describe('nginx', () => {
  it.each([
    ['server { listen 80; location /a { auth_jwt "a b" token=$arg_t; } location /b { auth_jwt off; } }', [
      'server.0.listen=80', 'server.0.location.0.args=/a', 'server.0.location.0.auth_jwt=a b token=$arg_t (elsewhere)',
      'server.0.location.0.auth_jwt.token=$arg_t', 'server.0.location.1.args=/b', 'server.0.location.1.auth_jwt=off',
    ]],
    ['set $jwt_key "a;b"; # c {', ['set.jwt_key=a;b']],
    ['map $a $b { default 1; } x_by_lua_block { if a then return { 1 } end } user nobody;', ['map.0.args=$a $b', 'map.0.default=1', 'user=nobody']],
    ['a { b 1; ', ['a.0.b=1', 'nginx: a block that nothing closes.']],
    ['} a 1;', ['a=1', 'nginx: a brace that closes nothing.']],
  ])('%s', (text, entries) => {
    expect(told('nginx', text)).toEqual(entries);
  });

  it('reads once, whatever is left open', () => {
    for (const sign of ['<a ', '<a b="', '<!--', '<![CDATA[', '<a b="@(', '{', '"', "'", '\\', '${', '</a>', 'a {'])
      for (const language of ['xml', 'nginx']) expect(readConfig(language, `<r>${sign.repeat(20_000)}`).entries.length).toBeLessThan(20_001);
  });
});
