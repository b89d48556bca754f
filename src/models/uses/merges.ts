// Functions that make one object of several, also of the objects within: which of two members remains.

export interface MergeModel {
  readonly modules: readonly string[];
  /** Export names; '' is the module itself called. */
  readonly calls: readonly string[];
  /** The member of the first object that has it remains; elsewhere that of the last. */
  readonly firstWins?: true;
  /** The objects are items of one list. */
  readonly ofList?: true;
}

const lodash = ['lodash', 'lodash-es'] as const;

export const merges: readonly MergeModel[] = [
  { modules: lodash, calls: ['merge', 'assign', 'extend', 'assignIn'] },
  { modules: lodash, calls: ['defaults', 'defaultsDeep'], firstWins: true },
  { modules: ['lodash/merge', 'lodash-es/merge', 'lodash.merge', 'lodash/assign', 'lodash/extend'], calls: [''] },
  { modules: ['lodash/defaultsDeep', 'lodash-es/defaultsDeep', 'lodash.defaultsdeep', 'lodash/defaults', 'lodash.defaults'], calls: [''], firstWins: true },
  { modules: ['defu'], calls: ['', 'defu'], firstWins: true },
  {
    modules: [
      'deepmerge', 'ts-deepmerge', 'deepmerge-ts', '@fastify/deepmerge', 'merge-deep', 'deep-extend', 'extend', 'xtend', 'object-assign', 'merge-options', 'merge',
    ],
    calls: ['', 'merge', 'deepmerge', 'recursive'],
  },
  { modules: ['deepmerge'], calls: ['all'], ofList: true },
  { modules: ['ramda'], calls: ['mergeRight', 'mergeDeepRight'] },
  { modules: ['ramda'], calls: ['mergeLeft', 'mergeDeepLeft'], firstWins: true },
  { modules: ['es-toolkit', 'es-toolkit/object'], calls: ['merge', 'toMerged'] },
  { modules: ['remeda'], calls: ['merge', 'mergeDeep'] },
];
