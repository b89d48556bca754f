import { drawnCredentials } from '../src/facts/drawn-credentials.ts';
import { readFromEnv, variableFor } from '../src/edits/read-from-env.ts';
import type { KeyLiteralUse } from '../src/facts/key-literals.ts';
import { isCopied } from '../src/documents/published.ts';
import { isHumanMade } from '../src/secrets/words/human-text.ts';
import { encodingOf, judgeSecret } from '../src/secrets/secrets.ts';
import { wayOf } from '../src/findings/evidence.ts';
import type { NamedValue } from '../src/secrets/words/named-values.ts';
import { wordsOf } from '../src/secrets/words/names.ts';
import { sizeClass } from '../src/findings/identity/size-class.ts';
import { textsOnlyAround } from '../src/values/origins.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-hardcoded-secret',
  summary: 'Disallow signing secrets and private keys written in code.',
  why: 'Everyone who can read the repository, a build or a backup can sign tokens as you, and the key cannot be replaced without a release.',
  remediation: 'Read the key from the environment or a secret store, fail when it is missing, and replace the key that was committed.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  mergeByValue: true,
  references: {
    cwe: ['CWE-798', 'CWE-321'], rfc8725: ['3.5'], rfc7515: ['10.2'], asvs: ['V13.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    slot: '{{purpose}} is written in the code ({{size}}{{weak}}): anyone who reads it can forge what this key protects.',
    credential: '{{purpose}} is written in the code: anyone who reads it can log in there in the name of this application.',
    vendor: '{{name}} is written in the code and looks like one that a provider gave out: anyone who reads it can log in there as this application.',
    named: '{{name}} is written in the code ({{size}}{{weak}}): anyone who reads it has the key.',
  },
  check(facts, report) {
    const { keyLiterals, runtime, published, isProgram } = facts;
    for (const one of keyLiterals) {
      // In client code the same literal is reported as what is worse: it is published.
      if (one.problem !== 'literal' || runtime === 'client') continue;
      if (one.uses.length === 0 && isCopied(published, one.literal.at)) continue;
      const [use] = one.uses;
      const algorithm = use?.algorithms[0];
      const encoding = encodingOf(one.origin);
      const judged = judgeSecret(one.literal.text, {
        ...(use ? (use.credential && { says: 'other secret' as const }) : one.named),
        ...(algorithm === undefined ? {} : { algorithm }),
        ...(encoding && { encoding }),
      });
      const weak = judged.published
        ? ', and publicly known'
        : judged.bytes < judged.needs && use?.slot !== 'private'
          ? `, ${algorithm ?? 'an HMAC key'} needs ${String(judged.needs)}`
          : '';
      report({
        at: one.literal,
        ...(use?.credential
          ? { message: 'credential', data: { purpose: sentence(use.purpose) } } as const
          : use
          ? { message: 'slot', data: { purpose: sentence(use.purpose), size: sizeClass(judged.bytes), weak } } as const
          : { message: 'named', data: { name: one.named?.path ?? '', size: sizeClass(judged.bytes), weak } } as const),
        severity: isGivenToChild(one, isProgram) ? 'info' : (use && !use.credential) || judged.class === 'random' ? 'error' : 'warning',
        // Under a mere name, what tests make up is a placeholder.
        silentInTests: !use && judged.class !== 'random',
        certainty: use ? 'proven' : 'likely',
        evidence: wayOf(one.origin, one.uses),
        // One branch alone would make a fallback of the other.
        suggest: [readFromEnv(textsOnlyAround(use?.value, one.literal.at) ?? one.literal.at, variableOf(one))],
      });
    }
    // Nothing here logs in with it, but who has it can.
    for (const { value, name, path } of runtime === 'client' ? [] : drawnCredentials(facts).filter(isVendorsInCode))
      report({
        at: value, message: 'vendor', severity: 'warning', certainty: 'likely', silentInTests: true, data: { name: path },
        suggest: [readFromEnv(value.at, variableFor(name))],
      });
  },
});

/** `…_SECRET_KEY` is as often a key for something of one's own that is no secret to begin with. */
const isVendorsInCode = ({ in: where, name }: NamedValue): boolean => where === 'code' && wordsOf(name).at(-1) === 'secret';

/** A script gives what it starts an environment, made up for that run: `execSync(build, { env: { …process.env, KEY: 'x' } })`. */
const isGivenToChild = ({ named, uses, literal }: KeyLiteralUse, isProgram: boolean): boolean =>
  isProgram && uses.length === 0 && named?.path === `env.${named?.name ?? ''}` && isHumanMade(literal.text);

/** What the literal's own name suggests, with its parent where the name alone is every secret's; else what it protects. */
function variableOf({ named, origin, uses: [use] }: KeyLiteralUse): string {
  const name = named && (/^(?:secret|key|keys|password)$/i.test(named.name) ? named.path.split('.').slice(-2).join('.') : named.name);
  return variableFor(
    name ?? origin.via.at(0)?.note ?? (use?.call ? undefined : purposes.find(([word]) => use?.purpose.includes(word))?.[1]),
  );
}

const purposes = [
  ['client', 'CLIENT_SECRET'], ['passphrase', 'KEY_PASSPHRASE'], ['JWK', 'JWK_PRIVATE_KEY'], ['session', 'SESSION_SECRET'], ['cookie', 'COOKIE_SECRET'], ['csrf', 'CSRF_SECRET'], ['', 'HMAC_SECRET'],
] as const;
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
