import type { Facts, Place } from '../src/facts/facts.ts';
import { copiedSecret, publishedKeys, secretContentOf, secretName } from '../src/facts/published-keys.ts';
import { nameSays, saysTokenKey } from '../src/secrets/words/names.ts';
import type { PublishedRead } from '../src/flows/published-reads.ts';
import { grouped } from '../src/values/once.ts';
import { step, wayOf } from '../src/findings/evidence.ts';
import { adviceForKey, adviceOfLibrary, noAdvice, type KeyPairWords } from '../src/findings/key-pair.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-public-env-secret',
  summary: 'Disallow secrets that a bundler publishes: by the prefix of their name, or by its settings.',
  why: 'The bundler copies such variables into the files that every visitor downloads.',
  remediation: 'Remove the prefix or the setting, read the variable on the server only, and replace the secret, because it is already public.',
  severity: 'error',
  recommended: true,
  category: 'keys',
  references: {
    cwe: ['CWE-200', 'CWE-522', 'CWE-922'], rfc8725: ['3.5'], rfc7515: ['10.2'], asvs: ['V13.3.1'], nhi: ['NHI2:2025'],
    csf: ['PR.AA-01', 'PR.DS-01'],
  },
  messages: {
    name: '{{name}} is named like a secret, but {{tool}} sends every variable that starts with {{prefix}} to the browser.{{advice}}',
    use: '{{name}} is used as {{purpose}}, but {{tool}} sends every variable that starts with {{prefix}} to the browser: everyone can sign with it.{{advice}}',
    content: '{{name}} holds {{what}}, but {{tool}} sends every variable that starts with {{prefix}} to the browser.',
    copied: '{{name}} is named like a secret, but everything in {{how}} is copied into what browsers download.{{advice}}',
    variable: '{{name}} takes the value of {{variable}}, but everything in {{how}} is copied into what browsers download.{{advice}}',
    whole: 'All environment variables are put here, but everything in {{how}} is copied into what browsers download.',
  },
  check(facts, report) {
    for (const { origin, uses, published } of publishedKeys(facts)) {
      const [use] = uses;
      const { advice, ...help } = adviceForKey(use);
      report({
        at: origin.value, message: 'use', certainty: 'proven', evidence: wayOf(origin, uses),
        data: { name: origin.value.name, purpose: use.purpose, advice, ...published }, ...help,
      });
    }
    for (const one of facts.published) {
      const { at, how, name } = one;
      const copied = one.whole ? undefined : copiedSecret(one);
      if (one.whole) report({ at, message: 'whole', severity: 'warning', data: { how } });
      else if (copied) {
        const { advice, ...help } = adviceOn([name, copied.variable ?? ''], facts);
        const about = { at, certainty: copied.certainty, ...help };
        if (copied.variable !== undefined) report({ ...about, message: 'variable', data: { name, how, variable: copied.variable, advice } });
        else report({ ...about, message: 'copied', data: { name, how, advice } });
      }
    }
    for (const named of facts.namedValues) {
      const published = named.in === 'config' ? facts.publishes(named.name) : undefined;
      if (!published) continue;
      const { keyAt: at, name } = named;
      const what = secretContentOf(named, facts);
      const certainty = secretName(named);
      if (what !== undefined) report({ at, message: 'content', certainty: 'proven', data: { name, what, ...published } });
      else if (certainty) {
        const { advice, ...help } = adviceOn([name], facts);
        report({ at, message: 'name', certainty, data: { name, advice, ...published }, ...help });
      }
    }
  },
  across: {
    keep: keptOf,
    judge(all, report) {
      for (const [name, kept] of grouped(all, (one) => one.name)) {
        const reads = kept.flatMap((one) => (one.read ? [{ ...one, at: one.read.at }] : []));
        const ships = ({ at }: { readonly at: Place }): boolean => at.file.role === 'production';
        const [first, ...others] = [...reads.filter(ships), ...reads.filter((one) => !ships(one))];
        if (!first || reads.length < kept.length) continue;
        report({
          at: first.at, message: 'name', certainty: first.certainty,
          data: { name, advice: first.words.advice, ...first.published }, ...(first.words.help !== undefined && { help: first.words.help }),
          evidence: others.slice(0, MOST_READS).map(({ at }) => step(at, 'read here, too')),
        });
      }
    },
  },
});

/** Places worth naming. */
const MOST_READS = 5;

interface Kept {
  readonly name: string;
  readonly read?: PublishedRead;
  readonly published: NonNullable<ReturnType<Facts['publishes']>>;
  readonly certainty: NonNullable<ReturnType<typeof secretName>>;
  readonly words: KeyPairWords;
}

/** Variables that are read, and those that another finding of this rule tells of: set in configuration, or used as a key. */
function keptOf(facts: Facts): readonly Kept[] {
  const kept = (name: string, read?: PublishedRead): readonly Kept[] => {
    const published = facts.publishes(name);
    const says = nameSays([name]);
    const certainty = says && secretName({ name, says });
    return published && certainty ? [{ name, published, certainty, words: adviceOn([name], facts), ...(read && { read }) }] : [];
  };
  return [
    ...facts.publishedReads.flatMap((read) => kept(read.name, read)),
    ...[...publishedKeys(facts)].flatMap(({ origin }) => kept(origin.value.name)),
    ...facts.namedValues.flatMap((named) => (named.in === 'config' ? kept(named.name) : [])),
  ];
}

/** No call is in view: the names say what the key is for, the manifest with what. */
const adviceOn = (names: readonly string[], facts: Facts): KeyPairWords =>
  (names.some(saysTokenKey) ? adviceOfLibrary(facts.tokenLibrary()) : noAdvice);
