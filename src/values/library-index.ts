// Models → look-up by module and exported path. Built once; the interpreter of `call` rows asks here.

import { libraries } from '../models/libraries/all.ts';
import { copiedPackageIn, packageIn } from '../source/specifiers.ts';
import { fileFinder, ownFilesOf, withOwnModels } from './own-models.ts';
import { parseCall } from '../models/signature.ts';
import type { CallSignature } from '../models/signature.ts';
import type { GuardModel, KeyMaker, LibraryModel, SafeguardModel, SecretUseModel, OperationModel, SignatureModel } from '../models/model.ts';

/** The module of what is there without an import. */
export const GLOBAL = 'global:';

export interface Modelled {
  readonly library: LibraryModel;
  readonly signature: CallSignature;
  /** The only specifier that offers it, and the versions in which it does. */
  readonly at?: string | undefined;
  readonly from?: string | undefined;
  readonly below?: string | undefined;
  readonly operation?: OperationModel;
  readonly maker?: KeyMaker;
  readonly mac?: SecretUseModel;
  readonly signing?: SignatureModel;
  readonly guard?: GuardModel;
  readonly safeguard?: SafeguardModel;
  /** The result stands for the argument at this index. */
  readonly passes?: number;
}

export interface Unimported { readonly module: string; readonly name: string }

/** Specifier → a file of the project, or another specifier. */
type Finding = (specifier: string) => string | undefined;

export interface LibraryIndex {
  /** Rows for an export. Instance methods are asked as `Class#method`. */
  rows(module: string, isNew: boolean, path: readonly string[]): readonly Modelled[];
  /** `*.` rows of a package. */
  anywhere(module: string): readonly Modelled[];
  /** Those that count whatever a file imports, by the names of their objects. */
  readonly everywhere: readonly Modelled[];
  /** Properties of instances that are assigned a key. */
  readonly assigned: readonly (Modelled & { readonly module: string })[];
  knows(module: string): boolean;
  /** The export that a callee means in a text without imports: `jwt.sign`. */
  unimported(callee: string): Unimported | undefined;
  readonly modules: readonly string[];
  readonly libraries: readonly LibraryModel[];
  /**
   * As one file sees it: specifiers that lead to a modelled file of the project count as that file, and addresses, copies and
   * names of an import map as the package that they mean.
   */
  seenFrom(path: string, locate?: Finding, mapped?: Finding): LibraryIndex;
}

export function libraryIndexOf(libraries: readonly LibraryModel[]): LibraryIndex {
  const rows = new Map<string, Modelled[]>();
  const anywhere = new Map<string, Modelled[]>();
  const everywhere: Modelled[] = [];
  const assigned: (Modelled & { readonly module: string })[] = [];
  const modules = new Set<string>();
  const unimported = new Map<string, Unimported>();
  for (const { package: module, unimported: callees = [] } of libraries)
    for (const callee of callees) unimported.set(callee, { module, name: callee.slice(callee.lastIndexOf('.') + 1) });
  for (const library of libraries)
    for (const module of [library.package, ...(library.aliases ?? [])]) {
      modules.add(module);
      for (const row of rowsOf(library)) {
        const { signature, at, operation } = row;
        if (operation?.everywhere !== undefined && module === library.package) everywhere.push(row);
        if (at !== undefined && at !== module) continue;
        if (signature.assigned) assigned.push({ ...row, module });
        else if (signature.receiver === 'any') push(anywhere, module, row);
        else push(rows, keyOf(module, signature.isNew, pathOf(signature)), row);
      }
    }
  const files = ownFilesOf(libraries);
  const index: LibraryIndex = {
    rows: (module, isNew, path) => rows.get(keyOf(module, isNew, path.join('.'))) ?? [],
    anywhere: (module) => anywhere.get(module) ?? [],
    everywhere,
    assigned,
    knows: (module) => modules.has(module),
    unimported: (callee) => unimported.get(callee),
    modules: [...modules],
    libraries,
    seenFrom(path, locate, mapped) {
      const own = files.size === 0 ? undefined : fileFinder(path, files, locate);
      const meant = new Map<string, string>();
      const moduleOf = (specifier: string): string => {
        const known = meant.get(specifier);
        if (known !== undefined || modules.has(specifier)) return known ?? specifier;
        const file = own?.(specifier) ?? specifier;
        const module = file === specifier ? packageOf(mapped?.(specifier) ?? specifier, modules) ?? specifier : file;
        meant.set(specifier, module);
        return module;
      };
      return {
        ...index,
        rows: (module, isNew, names) => index.rows(moduleOf(module), isNew, names),
        anywhere: (module) => index.anywhere(moduleOf(module)),
        knows: (module) => index.knows(moduleOf(module)),
      };
    },
  };
  return index;
}

/** The modelled package that an address or a copy means, or the part of it, where that is modelled. */
function packageOf(specifier: string, modules: ReadonlySet<string>): string | undefined {
  if (modules.has(specifier)) return specifier;
  const found = packageIn(specifier);
  if (!found) return copiedPackageIn(specifier, (name) => modules.has(name));
  const whole = `${found.name}/${found.below}`;
  return modules.has(whole) ? whole : modules.has(found.name) ? found.name : undefined;
}

function* rowsOf(library: LibraryModel): Generator<Modelled> {
  for (const operation of library.operations ?? []) yield { library, operation, ...offeredAs(operation) };
  for (const maker of library.keys ?? []) yield { library, maker, ...offeredAs(maker) };
  for (const mac of library.secretUses ?? []) yield { library, mac, ...offeredAs(mac) };
  for (const signing of library.signatures ?? []) yield { library, signing, ...offeredAs(signing) };
  for (const safeguard of library.safeguards ?? []) yield { library, safeguard, ...offeredAs(safeguard) };
  for (const guard of library.guards ?? []) yield { library, guard, ...offeredAs(guard) };
  for (const call of library.passes ?? []) {
    const signature = parseCall(call);
    yield { library, signature, passes: signature.parameters.findIndex(({ self }) => self) };
  }
}

const offeredAs = ({
  call,
  at,
  from,
  below,
}: OperationModel | KeyMaker | SecretUseModel | SafeguardModel | GuardModel): Pick<Modelled, 'signature' | 'at' | 'from' | 'below'> => ({
  signature: parseCall(call),
  at,
  from,
  below,
});

const pathOf = ({ owner, path }: CallSignature): string => (owner ? `${owner.join('.')}#${path.join('.')}` : path.join('.'));
const keyOf = (module: string, isNew: boolean, path: string): string => `${module}\0${isNew ? 'new ' : ''}${path}`;

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

let builtIn: LibraryIndex | undefined;

/** The index of the models that ship; made once. */
export const builtInIndex = (): LibraryIndex => (builtIn ??= libraryIndexOf(libraries));

const extended = new WeakMap<readonly LibraryModel[], LibraryIndex>();

/** With a user's own models; made once for each list. */
export function indexWith(own: readonly LibraryModel[] = []): LibraryIndex {
  if (own.length === 0) return builtInIndex();
  const known = extended.get(own) ?? libraryIndexOf(withOwnModels(own));
  extended.set(own, known);
  return known;
}
