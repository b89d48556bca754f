import type { Facts } from '../src/facts/facts.ts';
import { copiedSecret, publishedKeys, secretContentOf, secretName } from '../src/facts/published-keys.ts';
import { saysTokenKey } from '../src/secrets/words/names.ts';
import { wayOf } from '../src/findings/evidence.ts';
import { adviceForKey, keyPairAdvice } from '../src/findings/key-pair.ts';
import { defineRule } from '../src/findings/rule.ts';

export default defineRule({
  id: 'no-public-env-secret',
  summary: 'Disallow secrets that a bundler publishes: by the prefix of their name, or by its settings.',
  why: 'The bundler copies such variables into the files that every visitor downloads.',
  instead: 'Remove the prefix or the setting, read the variable on the server only, and replace the secret, because it is already public.',
  severity: 'error',
  recommended: true,
  topic: 'keys',
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
      report({
        at: origin.value, message: 'use', certainty: 'proven', evidence: wayOf(origin, uses),
        data: { name: origin.value.name, purpose: use.purpose, advice: adviceForKey(use), ...published },
      });
    }
    for (const one of facts.published) {
      const { at, how, name } = one;
      const copied = one.whole ? undefined : copiedSecret(one);
      if (one.whole) report({ at, message: 'whole', severity: 'warning', data: { how } });
      else if (copied?.variable !== undefined)
        report({
          at, message: 'variable', certainty: copied.certainty,
          data: { name, how, variable: copied.variable, advice: adviceOn([name, copied.variable], facts) },
        });
      else if (copied) report({ at, message: 'copied', certainty: copied.certainty, data: { name, how, advice: adviceOn([name], facts) } });
    }
    for (const named of facts.namedValues) {
      const published = named.in === 'config' ? facts.publishes(named.name) : undefined;
      if (!published) continue;
      const { keyAt: at, name } = named;
      const what = secretContentOf(named, facts);
      const certainty = secretName(named);
      if (what !== undefined) report({ at, message: 'content', certainty: 'proven', data: { name, what, ...published } });
      else if (certainty) report({ at, message: 'name', certainty, data: { name, advice: adviceOn([name], facts), ...published } });
    }
  },
});

/** No call is in view: the names say what the key is for, the manifest with what. */
const adviceOn = (names: readonly string[], facts: Facts): string =>
  (names.some(saysTokenKey) ? ` ${keyPairAdvice(facts.tokenLibrary())}` : '');
