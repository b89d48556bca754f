import type { Facts } from '../src/facts/facts.ts';
import type { TokenLiteral } from '../src/secrets/literals.ts';
import type { Proof } from '../src/facts/proofs.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Report, Severity } from '../src/findings/rule.ts';

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
  instead: 'Revoke the token, and have programs fetch a short-lived one when they need it.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  tellsValue: true,
  references: { cwe: ['CWE-798', 'CWE-522', 'CWE-540'], asvs: ['V13.3.1'], nhi: ['NHI2:2025', 'NHI7:2025'], csf: ['PR.AA-01'] },
  messages: {
    token: 'A token is written here: {{what}}.',
    sample: 'A documented sample token is written here: {{what}}.',
    commented: 'A token is written in this comment: {{what}}.',
    serviceRole: 'A token is written here: {{what}}. Row level security does not apply to its role.',
    unsecured: 'A token without a signature is written here: {{what}}. A verifier that accepts it accepts any.',
    guessed: 'A token is written here: {{what}}. {{guess}} signs it, so anyone can make tokens like it.',
    signed:
      'A token is written here: {{what}}. The {{by}} in {{file}} signs it: the token is genuine, and who reads that file can make more.',
    verified: 'A token is written here: {{what}}. The public key in {{file}} verifies it: the token is genuine.',
  },
  check({ tokens, file }, report) {
    // What git leaves out was not published; a key that can be guessed is found below all the same.
    if (file.ignoredByGit) return;
    const now = Date.now() / 1000;
    for (const token of tokens) {
      const certainty = token.inComment ? 'possible' : token.unsecured ? 'proven' : 'likely';
      report({ at: token.at, ...judged(token, now), certainty, data: { what: described(token, now) } });
    }
  },
  across: {
    keep: ({ tokens }: Facts) => tokens,
    judge(tokens: readonly TokenLiteral[], report, _options, proofs) {
      const now = Date.now() / 1000;
      for (const token of tokens) {
        const proof = proofs().of(token);
        if (proof && (isGuessed(proof) || !token.at.file.ignoredByGit))
          report({ at: token.at, certainty: 'proven', ...provenBy(proof, token, now) });
      }
    },
  },
});

const isGuessed = ({ by }: Proof): boolean => by.endsWith(' word') || by === 'empty key';

function provenBy(proof: Proof, token: TokenLiteral, now: number): Pick<Report, 'message' | 'severity' | 'data' | 'evidence'> {
  const { by, places } = proof;
  const data = {
    what: described(token, now),
    by,
    guess: by === 'empty key' ? 'An empty key' : `A ${by}`,
    file: places[0]?.file.path ?? '',
  };
  const evidence = places
    .slice(0, MOST_PLACES)
    .map((place) => ({ place, note: `this ${by === 'public key' ? 'key verifies' : `${by} signs`} it`, isSecret: true as const }));
  if (isGuessed(proof)) return { message: 'guessed', severity: severityOfGuessed(token, now), data, evidence };
  return { message: by === 'public key' ? 'verified' : 'signed', severity: judged(token, now).severity, data, evidence };
}

/** The key is the problem, so that the token is old or public by its role excuses nothing. */
function severityOfGuessed({ sample, inComment, expires, ofLocalStack, role = '', at: { file } }: TokenLiteral, now: number): Severity {
  if (sample || inComment === 'code') return 'info';
  const isOld = expires !== undefined && expires < now;
  if (isToCopy(file)) return isOld || ofLocalStack || PUBLIC_ROLES.has(role) ? 'info' : 'warning';
  return isOld ? 'warning' : 'error';
}

/** The fixed keys of a local stack are written down for developers to copy. */
const isToCopy = ({ role }: TokenLiteral['at']['file']): boolean => role === 'sample' || role === 'development';

function judged(token: TokenLiteral, now: number): { message: string; severity: Severity } {
  const { sample, inComment, unsecured, role = '', expires } = token;
  if (sample || PUBLIC_ROLES.has(role)) return { message: sample ? 'sample' : 'token', severity: 'info' };
  // A comment in code explains; one in configuration is as often a value that was put aside.
  if (inComment === 'code') return { message: 'commented', severity: 'info' };
  if (expires !== undefined && expires < now) return { message: 'token', severity: 'info' };
  if (unsecured) return { message: 'unsecured', severity: 'error' };
  if (role === 'service_role')
    return { message: 'serviceRole', severity: isToCopy(token.at.file) ? (token.ofLocalStack ? 'info' : 'warning') : 'error' };
  if (token.ofPipeline) return { message: 'token', severity: 'info' };
  const far = expires === undefined || expires - now > NEAR_DAYS * DAY;
  return { message: 'token', severity: far || PRIVILEGED.test(role) ? 'error' : 'warning' };
}

function described({ algorithm, issuer, role, expires }: TokenLiteral, now: number): string {
  const life = expires === undefined ? 'without expiry' : expires < now ? `expired ${dateOf(expires)}` : `valid until ${dateOf(expires)}`;
  return [algorithm, issuer === undefined ? undefined : `issuer ${issuer}`, role === undefined ? undefined : `role ${role}`, life]
    .filter((one) => one !== undefined)
    .join(', ');
}

/** Beyond the calendar (a lifetime in milliseconds) a date says nothing. */
const dateOf = (seconds: number): string =>
  seconds < 8_640_000_000_000 ? new Date(seconds * 1000).toISOString().slice(0, 10) : 'for ever';
