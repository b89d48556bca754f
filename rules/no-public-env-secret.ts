import type { KeyUse } from '../src/calls/jwt-call.ts';
import type { Facts } from '../src/facts/facts.ts';
import type { NameClass, NamedValue } from '../src/secrets/words/named-values.ts';
import { isPublishableName, nameSays, saysTokenKey } from '../src/secrets/words/names.ts';
import { originsOf } from '../src/values/origins.ts';
import type { Origin } from '../src/values/origins.ts';
import type { Published } from '../src/documents/published.ts';
import { judgeSecret } from '../src/secrets/secrets.ts';
import type { EnvValue } from '../src/values/value.ts';
import { wayOf } from '../src/findings/evidence.ts';
import { adviceForKey, keyPairAdvice } from '../src/findings/key-pair.ts';
import { defineRule } from '../src/findings/rule.ts';
import type { Certainty, Severity } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-public-env-secret',
  summary: 'Disallow secrets that a bundler publishes: under its prefix, or copied by its settings.',
  why: 'The bundler copies such variables into the files that every visitor downloads.',
  instead: 'Drop the prefix or the setting, read the variable on the server only, and replace the secret: it is published.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
  references: {
    cwe: ['CWE-200', 'CWE-522', 'CWE-922'], rfc8725: ['3.5'], rfc7515: ['10.2'], asvs: ['V13.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    name: '{{name}} is a secret by name, and {{tool}} publishes every variable that starts with {{prefix}}.{{advice}}',
    use: '{{name}} is used as {{purpose}}, and {{tool}} publishes every variable that starts with {{prefix}}: everyone can sign with it.{{advice}}',
    content: '{{name}} holds {{what}}, and {{tool}} publishes every variable that starts with {{prefix}}.',
    copied: '{{name}} is a secret by name, and all that stands in {{how}} is copied into what browsers download.{{advice}}',
    variable: '{{name}} takes {{variable}}, and all that stands in {{how}} is copied into what browsers download.{{advice}}',
    whole: 'All variables of the environment are given here, and all that stands in {{how}} is copied into what browsers download.',
  },
  check(facts, report) {
    for (const { origin, uses, published } of publishedKeys(facts)) {
      const [use] = uses;
      report({
        at: origin.value, message: 'use', certainty: 'proven', evidence: wayOf(origin, uses),
        data: { name: origin.value.name, purpose: use.purpose, advice: adviceForKey(use), ...published },
      });
    }
    for (const one of facts.published) {
      const judged = one.whole ? ({ message: 'whole', severity: 'warning', certainty: 'likely' } as const) : judgeCopy(one);
      if (!judged) continue;
      const variable = 'variable' in judged ? judged.variable : '';
      report({ at: one.at, ...judged, data: { name: one.name, how: one.how, variable, advice: adviceOn([one.name, variable], facts) } });
    }
    for (const named of facts.namedValues) {
      const published = named.in === 'config' ? facts.publishes(named.name) : undefined;
      if (!published) continue;
      const what = contentOf(named, facts);
      const judged = what === undefined ? judgeName(named) : ({ severity: 'error', certainty: 'proven' } as const);
      if (judged)
        report({
          at: named.keyAt,
          message: what === undefined ? 'name' : 'content',
          ...judged,
          data: { name: named.name, what: what ?? '', advice: adviceOn([named.name], facts), ...published },
        });
    }
  },
});

interface PublishedKey {
  readonly origin: Origin & { readonly value: EnvValue };
  readonly uses: [KeyUse, ...KeyUse[]];
  readonly published: NonNullable<ReturnType<Facts['publishes']>>;
}

/** Each variable once, where it is first read as a key, with all that it is used for. */
function publishedKeys({ keyUses, publishes }: Facts): Iterable<PublishedKey> {
  const found = new Map<string, PublishedKey>();
  for (const use of keyUses)
    for (const origin of use.slot === 'public' ? [] : originsOf(use.value)) {
      const { value } = origin;
      const published = value.kind === 'env' ? publishes(value.name) : undefined;
      if (value.kind !== 'env' || !published) continue;
      const known = found.get(value.name);
      if (known) known.uses.push(use);
      else found.set(value.name, { origin: { ...origin, value }, uses: [use], published });
    }
  return found.values();
}

/** No call is in view: the names say what the key is for, the manifest with what. */
const adviceOn = (names: readonly string[], facts: Facts): string =>
  (names.some(saysTokenKey) ? ` ${keyPairAdvice(facts.tokenLibrary())}` : '');

/** Value evidence beats the name: a private key, or a token that opens everything. */
function contentOf({ value }: NamedValue, { privateKeys, tokens, providerTokens }: Facts): string | undefined {
  const covers = ({ at }: { readonly at: NamedValue['keyAt'] }): boolean => at.start < value.at.end && at.end > value.at.start;
  if (privateKeys.some(covers)) return 'a private key';
  if (tokens.some((token) => covers(token) && token.role === 'service_role')) return 'a token with the role service_role';
  const token = providerTokens.find((one) => covers(one) && one.use === 'live' && !one.sample && one.checksum !== 'fails');
  return token && `a token of ${token.provider}`;
}

function judgeName({ says, name }: NamedValue): { severity: Severity; certainty: Certainty } | undefined {
  if (says === 'signing secret' || says === 'private key') return { severity: 'error', certainty: 'proven' };
  // Flags and analytics keys carry such words too; only names of server credentials are left.
  return says === 'other secret' && isServerOnly(name, says) ? { severity: 'error', certainty: 'likely' } : undefined;
}

interface Copy { readonly message: string; readonly variable: string; readonly certainty: Certainty }

/** A secret by its own name, or by that of the variable it takes. */
function judgeCopy({ name, path, value }: Published): Copy | undefined {
  if (value.kind === 'plain' || value.kind === 'function' || value.kind === 'object' || isPublishableName(name)) return undefined;
  const origins = originsOf(value).map(({ value: origin }) => origin);
  const says = nameSays(path);
  const isNamed =
    says !== undefined &&
    isServerOnly(name, says) &&
    !origins.every((origin) => origin.kind === 'text' && isNothing(origin.text, name, says));
  if (isNamed) return { message: 'copied', variable: '', certainty: says === 'other secret' ? 'likely' : 'proven' };
  for (const origin of origins) {
    const variable = origin.kind === 'env' ? origin.name : undefined;
    const meant = variable === undefined ? undefined : nameSays([variable]);
    if (variable !== undefined && meant !== undefined && !isPublishableName(variable) && isServerOnly(variable, meant))
      return { message: 'variable', variable, certainty: meant === 'other secret' ? 'likely' : 'proven' };
  }
  return undefined;
}

const isServerOnly = (name: string, says: NameClass): boolean => says !== 'other secret' || /secret|service_?role/i.test(name);
const isNothing = (text: string, name: string, says: NameClass): boolean =>
  ['empty', 'reference', 'placeholder', 'not a secret'].includes(judgeSecret(text, { name, says }).class);
