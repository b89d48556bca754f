// `npm run bench -- beside TREE…`: jwtlint and its peers over the same trees, one after the other in every round, so that a busy
// machine is busy for all of them. Wall and processor time and peak memory, medians; as JSON on request (--json FILE), and as the
// tables of bench/RESULTS.md (--write). Peers come from a lockfile of their own (`npm ci --prefix bench/peers`), rg from the
// path or from BENCH_RG; what is not there is left out and said.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const peer = (name) => join(here, 'peers', 'node_modules', '.bin', name);
const cli = join(here, '..', 'dist', 'cli.js');
const quiet = join(tmpdir(), `jwtlint-bench-${process.pid}.json`);
const { values, positionals } = parseArgs({
  allowPositionals: true, options: { rounds: { type: 'string', default: '3' }, json: { type: 'string' }, write: { type: 'boolean' }, only: { type: 'string' } },
});
if (positionals.length === 0) {
  console.error('usage: npm run bench -- beside [--rounds N] [--only NAME,…] [--json FILE] [--write] TREE…');
  process.exit(2);
}

/** About what the gate looks for: packages, calls, forms of tokens and keys, names. */
const words = [
  'jsonwebtoken', 'jose', 'fast-jwt', 'jwt-decode', 'jws', 'njwt', 'jwt-simple', 'jsrsasign', 'passport-jwt', 'express-jwt', 'koa-jwt',
  '@nestjs/jwt', '@fastify/jwt', 'hono/jwt', 'next-auth', 'iron-session', 'express-session', 'cookie-session', 'createHmac', 'createSign',
  'createVerify', 'subtle.sign', 'subtle.verify', 'generateKeyPair', 'eyJ', 'PRIVATE KEY', 'ghp_', 'xoxb-', 'AKIA', 'sk_live_', 'JWT_SECRET',
  'jwtSecret', 'SESSION_SECRET', 'sessionSecret', 'clientSecret', 'SECRET_KEY', 'privateKey', 'signingKey', 'ENCRYPTION_KEY', 'passphrase', 'kty',
].flatMap((word) => ['-e', word]);

const rg = process.env.BENCH_RG ?? 'rg';
const versionOf = (...command) => {
  const { status, stdout } = spawnSync(command[0], [...command.slice(1), '--version'], { encoding: 'utf8' });
  return status === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
};
const runners = [
  { name: 'rg -F, 41 words', version: versionOf(rg), command: [rg, '-Fc', ...words, '.'] },
  { name: 'empty node', version: process.versions.node, command: [process.execPath, '-e', '0'] },
  { name: 'jwtlint', version: versionOf(process.execPath, cli), command: [process.execPath, cli, '--no-config', '--fail-on', 'never', '--progress', 'never', '--format', `json=${quiet}`] },
  { name: 'oxlint, default rules', version: versionOf(peer('oxlint')), command: [peer('oxlint'), '--silent', '.'] },
  {
    name: 'biome, noSecrets', version: versionOf(peer('biome')),
    command: [peer('biome'), 'lint', '--only=security/noSecrets', '--max-diagnostics=1', '--vcs-enabled=false', '.'],
  },
  {
    name: 'secretlint', version: versionOf(peer('secretlint')),
    command: [peer('secretlint'), '--secretlintrcJSON', '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}', '--maskSecrets', '--format', 'unix', '**/*'],
  },
];
const asked = values.only?.split(',');
const chosen = runners.filter(({ name }) => !asked || asked.some((one) => name.startsWith(one)));
for (const { name } of chosen.filter(({ version }) => version === undefined)) console.error(`${name}: not there, left out`);
const present = chosen.filter(({ version }) => version !== undefined);

// GNU time says what the kernel counted for the process and those that it waited for; `timeout` stops these as well.
const timed = existsSync('/usr/bin/time');

/** Seconds; who takes longer is stopped, and not tried again on that tree. */
const longest = 40;

function once({ command }, cwd) {
  const format = '\n%U %S %M';
  const from = process.hrtime.bigint();
  const [file, ...args] = timed ? ['/usr/bin/time', '-f', format, 'timeout', String(longest), ...command] : command;
  const { status, signal, stderr } = spawnSync(file, args, {
    cwd, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 30, timeout: timed ? undefined : longest * 1000,
  });
  const wall = Number(process.hrtime.bigint() - from) / 1e9;
  const [user, system, kilobytes] = (/(\S+) (\S+) (\S+)\s*$/.exec(stderr) ?? []).slice(1).map(Number);
  return { wall, cpu: timed ? user + system : undefined, megabytes: timed ? kilobytes / 1024 : undefined, ended: signal ?? (timed && status === 124 ? 'SIGTERM' : status) };
}

const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

function measured(tree) {
  const cwd = resolve(tree);
  const slow = new Map();
  const tried = (runner) => {
    const run = slow.get(runner) ?? once(runner, cwd);
    if (typeof run.ended === 'string') slow.set(runner, run);
    return run;
  };
  const rounds = Array.from({ length: Number(values.rounds) }, () => present.map(tried));
  const { summary } = existsSync(quiet) ? JSON.parse(readFileSync(quiet, 'utf8')) : {};
  return {
    tree: basename(cwd), files: summary?.files,
    rows: present.map(({ name, version }, index) => {
      const runs = rounds.map((round) => round[index]);
      const of = (key) => (runs[0][key] === undefined ? undefined : median(runs.map((run) => run[key])));
      return { name, version, wall: of('wall'), cpu: of('cpu'), megabytes: of('megabytes'), ended: runs[0].ended };
    }),
  };
}

function tableOf({ tree, files, rows }) {
  const base = rows.find(({ name }) => name.startsWith('rg'));
  const cell = (value, digits) => (value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits));
  return [
    `### ${tree}${files ? `: ${files.seen} files, ${files.parsed} read in full` : ''}`, '',
    '| | version | wall, s | × rg | processor, s | × rg | peak, MB | ended with |', '| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows.map((row) =>
      `| ${row.name} | ${row.version} | ${cell(row.wall, 2)} | ${cell(base && row.wall / base.wall, 1)} | ${cell(row.cpu, 2)} | ${cell(base && row.cpu / base.cpu, 1)} | ${cell(row.megabytes, 0)} | ${row.ended} |`), '',
  ].join('\n');
}

const results = positionals.map((tree) => {
  const result = measured(tree);
  console.log(tableOf(result));
  return result;
});
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
if (values.write) writeFileSync(join(here, 'RESULTS.md'), `# jwtlint beside its peers

Written by \`npm run bench -- beside --write TREE…\`: medians of paired runs (rounds: ${values.rounds}), on ${availableParallelism()} cores with a load of ${loadavg()[0].toFixed(0)}, Node ${process.versions.node}.
A machine that does other work at the same time stretches wall times, most those of long runs; processor time hardly. A linter that finds
something ends with 1, as does one that stumbles over a configuration of its own in the tree; jwtlint ends with 2 where a file could not be
read to its end. Who takes longer than ${longest} s is stopped (SIGTERM).

${results.map(tableOf).join('\n')}`);
