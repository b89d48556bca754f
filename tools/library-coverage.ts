// Models, rules and fixtures → for each library and rule: the fixtures that cover it, or why it does not apply.
// A fixture is about a library when it lies in the folder of that library, or imports no other modelled package.
// `bad` covers where the rule reports; `good` where it is silent, in `strict`, about something that it would look at.

import { rules } from '../rules/all.ts';
import { librarySections } from '../src/models/libraries/all.ts';
import type { LibraryModel } from '../src/models/model.ts';
import { type Case, casesOf, libraryFolder } from '../test/support/fixture-file.ts';
import { type Scanned, scanned } from '../test/support/fixture-run.ts';
import { abilitiesOf, type BoundRelation, reasonAgainst, relations } from './applicability.ts';

export interface Cell { readonly ruleId: string; readonly reason?: string; readonly bad?: Case; readonly good?: Case }
export interface Row { readonly library: LibraryModel; readonly cells: readonly Cell[] }
export interface Section { readonly title: string; readonly rows: readonly Row[] }

/** Rules that read what calls of libraries say; the others need no model. */
export const boundRules = rules.filter(({ id }) => relations[id] !== undefined && !('unbound' in relations[id]));

export function coverage(): Section[] {
  const shown = casesOf().map(shownBy);
  return librarySections.map(({ title, libraries }) => ({ title, rows: libraries.map((library) => rowOf(library, shown)) }));
}

/** What a cell lacks, in words; [] when all are covered or explained. */
export const openCells = (sections: readonly Section[]): string[] => sections.flatMap(({ rows }) => rows.flatMap(({ library, cells }) =>
  cells.flatMap(({ ruleId, reason, bad, good }) => (reason !== undefined || bad && good ? []
    : [`${library.package}: ${[...(bad ? [] : ['bad']), ...(good ? [] : ['good'])].join(' and ')} for ${ruleId}`]))));

interface Shown {
  readonly case: Case;
  readonly packages: readonly string[];
  readonly results: readonly Scanned[];
  readonly found: ReadonlySet<string>;
}

function rowOf(library: LibraryModel, all: readonly Shown[]): Row {
  const folder = libraryFolder(library.package);
  const inFolder = all.filter(({ case: { library: owner } }) => owner === folder);
  const alone = all.filter(
    ({ case: { library: owner }, packages }) => owner === undefined && packages.length === 1 && packages[0] === library.package,
  );
  const own = [...inFolder, ...alone];
  const abilities = abilitiesOf(library);
  const cells = boundRules.map(({ id: ruleId }): Cell => {
    const relation = relations[ruleId] as BoundRelation;
    const reason = reasonAgainst(abilities, relation);
    if (reason !== undefined) return { ruleId, reason };
    const bad = own.find(({ found }) => found.has(ruleId));
    const silent = own.filter(
      ({ found, results }) => !found.has(ruleId) && results.some(({ facts }) => relation.sees(facts, library.package)),
    );
    const good = silent.find(({ found }) => found.size === 0) ?? silent[0];
    return { ruleId, ...(bad && { bad: bad.case }), ...(good && { good: good.case }) };
  });
  return { library, cells };
}

function shownBy(each: Case): Shown {
  const results = scanned(each.files.map(({ file }) => file), { ...each, limit: 'info' }, rules);
  const packages = [...new Set(each.files.flatMap(({ file }) => packagesIn(file.text)))];
  return { case: each, packages, results, found: new Set(results.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId))) };
}

const named = new Map(librarySections.flatMap(({ libraries }) =>
  libraries.flatMap(({ package: name, aliases = [] }) => [name, ...aliases].map((module) => [module, name] as const))));

/** The modelled packages that a text imports; the platform's own cryptography stands beside any library. */
const packagesIn = (text: string): string[] =>
  [...text.matchAll(/(?:\bfrom|\brequire\(|\bimport\(?)\s*['"]([^'"\n]+)['"]/g)]
    .flatMap(([, module]) => named.get(module!) ?? [])
    .filter((name) => name !== 'node:crypto');
