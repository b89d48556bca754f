import type { TokenLiteral } from '../src/secrets/literals.ts';
import type { Proof, Proofs } from '../src/facts/proofs.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Severity, Step, Verdict } from '../src/findings/rule.ts';
import { describedToken } from '../src/findings/token-words.ts';

const DAY = 86_400;
/** "No near expiry": valid for longer than a person needs to rotate it. */
const NEAR_DAYS = 90;
const PRIVILEGED = /admin|service_role|owner|root|super|^\*$/i;
/** Roles whose tokens are handed to every visitor on purpose. */
const PUBLIC_ROLES = new Set(['anon', 'anonymous']);
/** Places of one secret that are worth naming. */
const MOST_PLACES = 5;

export default defineRule({
  id: 'no-token-literal',
  summary: 'Disallow tokens written in files of the project.',
  why: 'A bearer token works for whoever holds it, and everyone who reads this file does.',
  remediation: 'Revoke the token, and let programs fetch a short-lived one when they need it.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  mergeByValue: true,
  references: { cwe: ['CWE-798', 'CWE-522', 'CWE-540'], asvs: ['V13.3.1'], nhi: ['NHI2:2025', 'NHI7:2025'], csf: ['PR.AA-01'] },
  messages: {
    token: 'This file contains a token ({{what}}): anyone who reads it can use the token.',
    sample: 'This file contains a token that is a published example ({{what}}).',
    commented: 'This comment contains a token ({{what}}): anyone who reads it can use the token.',
    serviceRole: 'This file contains a token ({{what}}): its role can read and change every row, whatever the row level security says.',
    unsecured: 'This file contains a token without a signature ({{what}}): a service that accepts it accepts any token that someone makes up.',
    guessed: 'This file contains a token ({{what}}) that is signed with {{guess}}: anyone can sign tokens like it.',
    signed: 'This file contains a token ({{what}}) that is signed with the {{by}} in {{file}}: it is real, and who reads that file can make more.',
    verified: 'This file contains a token ({{what}}) that the public key in {{file}} verifies: it is real.',
  },
  check({ tokens, file }, report) {
    // What git leaves out was not published; a key that can be guessed is found below all the same.
    if (file.ignoredByGit) return;
    const now = Date.now() / 1000;
    for (const token of tokens)
      report({
        at: token.at, ...verdictOn(token, now), onlyInAll: token.sample && file.role !== 'production', data: { what: describedToken(token, now) },
        certainty: token.inComment ? 'possible' : token.unsecured ? 'proven' : 'likely',
      });
  },
  across: {
    keep: ({ tokens }) => tokens,
    judge(tokens, report, _options, proofs) {
      const now = Date.now() / 1000;
      for (const token of tokens) {
        const proof = proofs().of(token);
        if (!proof || (!isGuessed(proof) && token.at.file.ignoredByGit)) continue;
        const { by, places } = proof;
        const [what, file] = [describedToken(token, now), places[0]?.file.path ?? ''];
        const about = { at: token.at, certainty: 'proven', evidence: stepsOf(proof), severity: verdictOn(token, now).severity } as const;
        const loud = isQuiet(token.at.file) && isAcceptedNow(proof, token, now, proofs()) ? { severity: 'warning', usedInProduction: true } as const : {};
        const guess = by === 'empty key' ? 'an empty key' : `a ${by}`;
        if (isGuessed(proof)) report({ ...about, message: 'guessed', severity: severityOfGuessed(token, now), data: { what, guess } });
        else if (by === 'public key') report({ ...about, ...loud, message: 'verified', data: { what, file } });
        else report({ ...about, ...loud, message: 'signed', data: { what, by, file } });
      }
    },
  },
});

const isGuessed = ({ by }: Proof): boolean => by.endsWith(' word') || by === 'empty key';

const stepsOf = ({ by, places }: Proof): readonly Step[] =>
  places
    .slice(0, MOST_PLACES)
    .map((place) => ({ place, note: `this ${by === 'public key' ? 'key verifies' : `${by} signs`} it`, isSecret: true }));

type TokenFile = TokenLiteral['at']['file'];

/** The key is the problem, so that the token is old or public by its role excuses nothing. */
function severityOfGuessed({ sample, inComment, expires, ofLocalStack, role = '', at: { file } }: TokenLiteral, now: number): Severity {
  if (sample || inComment === 'code') return 'info';
  const isOld = expires !== undefined && expires < now;
  if (isToCopy(file) && (ofLocalStack || PUBLIC_ROLES.has(role))) return 'info';
  if (file.role === 'sample') return isOld ? 'info' : 'warning';
  return isOld ? 'warning' : 'error';
}

/** The fixed keys of a local stack are written down for developers to copy. */
const isToCopy = ({ role }: TokenFile): boolean => role === 'sample' || role === 'development';

/** Where tests and documents show a token that production accepts today, it is no token of a test. */
function isAcceptedNow({ by, places }: Proof, { sample, inComment, expires }: TokenLiteral, now: number, proofs: Proofs): boolean {
  if (sample || inComment || (expires !== undefined && expires <= now)) return false;
  return places.some((place) => (by === 'secret' ? place.file.role === 'production' : proofs.trustedAt(place).length > 0));
}

type Judged = Verdict<'sample' | 'token' | 'commented' | 'unsecured' | 'serviceRole'> & { readonly severity: Severity };

function verdictOn(token: TokenLiteral, now: number): Judged {
  const { sample, inComment, unsecured, role = '', expires } = token;
  if (sample || PUBLIC_ROLES.has(role)) return { message: sample ? 'sample' : 'token', severity: 'info' };
  // A comment in code explains; one in configuration is as often a value that was put aside.
  if (inComment === 'code') return { message: 'commented', severity: 'info' };
  if (expires !== undefined && expires < now) return { message: 'token', severity: 'info' };
  if (unsecured) return { message: 'unsecured', severity: 'error' };
  if (role === 'service_role')
    return { message: 'serviceRole', severity: severityOfService(token) };
  if (token.ofPipeline) return { message: 'token', severity: 'info' };
  const far = expires === undefined || expires - now > NEAR_DAYS * DAY;
  return { message: 'token', severity: far || PRIVILEGED.test(role) ? 'error' : 'warning' };
}

const severityOfService = ({ at: { file }, ofLocalStack }: TokenLiteral): Severity =>
  isToCopy(file) && ofLocalStack ? 'info' : file.role === 'sample' ? 'warning' : 'error';

const isQuiet = ({ role }: TokenFile): boolean => role === 'test' || role === 'docs';
