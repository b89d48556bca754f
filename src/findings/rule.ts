// The shape of a rule and the words it must bring: docs, --explain and ESLint's meta all come from here.
// A rule looks at one file at a time (`check`), at what several files say together (`across`), or at both.

import type { Facts } from '../facts/facts.ts';
import type { Proofs } from '../facts/proofs.ts';
import type { Place } from '../source/file.ts';
import type { Suggestion } from '../edits/edit.ts';

export type Severity = 'error' | 'warning' | 'info';
export type Certainty = 'proven' | 'likely' | 'possible';

/** One step of the way from where a value is written to where it does harm. Notes never hold a secret. */
export interface Step {
  readonly place: Place;
  readonly note: string;
  /** The place is a secret's: printers mask it, and its text wherever else it stands. */
  readonly isSecret?: true;
}

export interface Report {
  /** Where to mark: the literal or definition that must change. */
  readonly at: Place | { readonly at: Place };
  readonly message: string;
  readonly data?: Readonly<Record<string, string | number>>;
  /** Defaults to the rule's own. */
  readonly severity?: Severity;
  /** Defaults to 'likely'. */
  readonly certainty?: Certainty;
  /** Production code relies on it, so that it stands in a test, an example or a page of documentation excuses nothing. */
  readonly inUse?: true;
  readonly evidence?: readonly Step[];
  readonly suggest?: readonly (Suggestion | undefined)[];
  /** Nothing to say in tests and docs, unless those are looked at as production code is. */
  readonly silentInTests?: boolean;
}

export interface References {
  readonly cwe: readonly string[];
  /** Sections of the best current practices, of JWS, JWK, JWA and JWT. */
  readonly rfc8725?: readonly string[];
  readonly rfc7515?: readonly string[];
  readonly rfc7517?: readonly string[];
  readonly rfc7518?: readonly string[];
  readonly rfc7519?: readonly string[];
  /** OWASP ASVS 5.0, `V9.1.2`. */
  readonly asvs?: readonly string[];
  /** OWASP Non-Human Identities Top 10 2025, `NHI2:2025`. */
  readonly nhi?: readonly string[];
  /** NIST CSF 2.0. */
  readonly csf?: readonly string[];
  /** NIST AI RMF 1.0, where a rule is also about AI services: `GOVERN 6.1`. */
  readonly aiRmf?: readonly string[];
}

export interface Rule {
  readonly id: string;
  /** One sentence, imperative: "Disallow …", "Require …". */
  readonly summary: string;
  readonly why: string;
  readonly instead: string;
  /** Usual level. */
  readonly severity: Severity;
  /** False: in `strict` and `all` only. */
  readonly recommended: boolean;
  /** In tests, examples and docs: `claims` go silent, `keys` and `signature` drop (see findings-of.ts). */
  readonly topic: 'signature' | 'claims' | 'keys';
  readonly references: References;
  /** The problem is that this value is written down: in several files it is one problem, told once (see one-story.ts). */
  readonly tellsValue?: true;
  /** True when some of its changes are `safe`: ESLint wants to know beforehand. */
  readonly fixable?: boolean;
  /** `{{name}}` is filled from the report's data. */
  readonly messages: Readonly<Record<string, string>>;
  check?(facts: Facts, report: (report: Report) => void, options: RuleOptions): void;
  readonly across?: AcrossFiles;
  /** Options a user may set, with their defaults: `{ expiry: '15m' }`. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * A judgement over all files of a run: two uses of one key, a token and the secret that signed it. In an editor, which
 * shows one file, it is the judgement over that file. Files in which the rule is off or silent by their role add nothing.
 */
export interface AcrossFiles<Kept = unknown> {
  /** What one file adds. It is kept until the end of the run: names, texts and places, never whole facts, which hold trees. */
  keep(facts: Facts, options: RuleOptions): readonly Kept[];
  /** `kept` comes in the order of the paths. The options are those of the run. Signatures are tried when `proofs` is asked. */
  judge(kept: readonly Kept[], report: (report: Report) => void, options: RuleOptions, proofs: () => Proofs): void;
}

export type RuleOptions = Readonly<Record<string, string | number | boolean>>;

export const defineRule = <const R extends Rule>(rule: R): R => rule;
