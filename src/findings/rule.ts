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

/** The texts of a rule by id. Each `{{name}}` is filled from the data of the report. */
export type Messages = Readonly<Record<string, string>>;
export type MessageData = Readonly<Record<string, string | number>>;

/** The names in a text: `'{{name}} ignores {{option}}'` → 'name' | 'option'. */
type NamesIn<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** A message with each of its names filled, and none that only other messages of the rule have. */
type Filled<M extends Messages, Id extends keyof M & string> = { readonly message: Id } & ([NamesIn<M[Id]>] extends [never]
  ? { readonly data?: never }
  : {
      readonly data: { readonly [Name in NamesIn<M[Id]>]: string | number } & {
        readonly [Name in Exclude<NamesIn<M[keyof M & string]>, NamesIn<M[Id]>>]?: never;
      };
    });

/** What the rule with these messages may report. Of rules whose messages are not known: any message with any data. */
export type ReportOf<M extends Messages> = string extends keyof M
  ? Report
  : { [Id in keyof M & string]: Omit<Report, 'message' | 'data'> & Filled<M, Id> }[keyof M & string];

export interface Report {
  /** Where to mark: the literal or definition that must change. */
  readonly at: Place | { readonly at: Place };
  /** The id of the message. */
  readonly message: string;
  readonly data?: MessageData;
  /** Defaults to the rule's own. */
  readonly severity?: Severity;
  /** Defaults to 'likely'. */
  readonly certainty?: Certainty;
  /** Production code relies on it, so that it stands in a test, an example or a page of documentation excuses nothing. */
  readonly usedInProduction?: true;
  readonly evidence?: readonly Step[];
  readonly suggest?: readonly (Suggestion | undefined)[];
  /** What the remediation of the rule means here, as code of the library in use: too long for a message. */
  readonly help?: string;
  /** Nothing to say in tests and docs, unless those are looked at as production code is. */
  readonly silentInTests?: boolean;
  /** True, and no mistake, but nothing that a reviewer wants to know: `all` tells it, `strict` does not. */
  readonly onlyInAll?: boolean;
}

/** Which message a rule reports, and how bad it is there; the rule's own severity where nothing else is said. */
export interface Verdict<Id extends string> {
  readonly message: Id;
  readonly severity?: Severity;
  readonly certainty?: Certainty;
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

/** One option of a rule, described once: its page, both schemas and the check of a configuration come from here. */
export interface RuleOption {
  /** Its type is that of the option. */
  readonly default: string | number | boolean;
  /** One sentence. */
  readonly description: string;
  /** A text that is a span of time: `15m`, `2 hours`. */
  readonly format?: 'duration';
  /** The least that a number may be. */
  readonly minimum?: number;
}
export type OptionTable = Readonly<Record<string, RuleOption>>;
/** Values by option. */
export type RuleOptions = Readonly<Record<string, string | number | boolean>>;

type Widened<T> = T extends string ? string : T extends number ? number : boolean;
export type OptionValues<O extends OptionTable> = { readonly [Name in keyof O]: Widened<O[Name]['default']> };

export interface Rule<
  M extends Messages = Messages,
  O extends OptionTable = OptionTable,
  Kept = unknown,
> {
  readonly id: string;
  /** Names that it had, which go on to mean it. */
  readonly formerly?: readonly string[];
  /** The version that first had it, as 0.2; absent: as old as the tool. */
  readonly since?: string;
  /** One sentence, imperative: "Disallow …", "Require …". */
  readonly summary: string;
  readonly why: string;
  readonly remediation: string;
  /** Usual level. */
  readonly severity: Severity;
  /** False: in `strict` and `all` only. */
  readonly recommended: boolean;
  /** In tests, examples and docs: `claims` go silent, `keys` and `signature` drop (see findings-of.ts). */
  readonly category: 'signature' | 'claims' | 'keys';
  readonly references: References;
  /** The problem is that this value is written down: in several files it is one problem, told once (see one-story.ts). */
  readonly mergeByValue?: true;
  /** By message: what a call leaves out, where several such hints about one call are one (see summed-up.ts). */
  readonly leavesOut?: Readonly<Record<string, string>>;
  /** True when some of its changes are `safe`: ESLint wants to know beforehand. */
  readonly fixable?: boolean;
  readonly messages: M;
  /** Options that a user may set. */
  readonly options?: O;
  check?(facts: Facts, report: (report: ReportOf<M>) => void, options: OptionValues<O>): void;
  readonly across?: AcrossFiles<Kept, M, O>;
}

/**
 * A judgement over all files of a run: two uses of one key, a token and the secret that signed it. In an editor, which
 * shows one file, it is the judgement over that file. Files in which the rule is off or silent by their role add nothing.
 */
export interface AcrossFiles<
  Kept = unknown,
  M extends Messages = Messages,
  O extends OptionTable = OptionTable,
> {
  /** What one file adds. It is kept until the end of the run: names, texts and places, never whole facts, which hold trees. */
  keep(facts: Facts, options: OptionValues<O>): readonly Kept[];
  /** `kept` comes in the order of the paths. The options are those of the run. Signatures are tried when `proofs` is asked. */
  judge(kept: readonly Kept[], report: (report: ReportOf<M>) => void, options: OptionValues<O>, proofs: () => Proofs): void;
}

/** Keeps the types of its messages and options, so that what it reports is checked against them. */
export const defineRule = <const M extends Messages, const O extends OptionTable = OptionTable, Kept = unknown>(
  rule: Rule<M, O, Kept>,
): Rule<M, O, Kept> => rule;
