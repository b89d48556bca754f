// How this repository lints itself. What belongs to its layout (who may import whom) is in test/house.test.ts.

import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig([
  globalIgnores(['dist/', 'coverage/', 'fixtures/', 'node_modules/']),
  {
    // What the type checker doesn't see, for scripts that it doesn't read either.
    rules: {
      eqeqeq: 'error', 'no-fallthrough': 'error', 'no-loss-of-precision': 'error', 'no-misleading-character-class': 'error',
      'no-unsafe-finally': 'error', 'no-var': 'error', 'object-shorthand': 'error', 'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `items[index]!` after a check is honest under noUncheckedIndexedAccess; a needless branch is not.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Exhaustive switches and guards against input from outside look unnecessary to the types.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      // Objects of functions are how services look here; none of them uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error',
        { selector: 'ExportDefaultDeclaration > ClassDeclaration', message: 'A function that returns an object serves here.' },
        { selector: 'TSEnumDeclaration', message: 'A union of texts: types must be erasable.' },
      ],
    },
  },
  {
    files: ['src/**', 'rules/**'],
    ignores: ['rules/index.ts'],
    rules: { 'no-console': 'error', 'no-restricted-globals': ['error', { name: 'process', message: 'Hosts and the command know about the process; everything else is given what it needs.' }] },
  },
  {
    // What a reader sees at once. Rows of words and of tokens are tables.
    files: ['src/**', 'rules/**', 'bin/**', 'tools/**'],
    ignores: ['src/models/secrets/{provider-tokens,secret-names,known-secrets}.ts'],
    rules: { 'max-len': ['error', { code: 140, ignoreStrings: true, ignoreRegExpLiterals: true, ignoreTemplateLiterals: true }] },
  },
  {
    // The rooms that read code and configuration: what is in view has a type, so a cast to a narrower one hides a question.
    files: ['src/{models,values,secrets,calls,flows,documents,facts,edits,findings}/**', 'rules/**'],
    ignores: ['rules/index.ts'],
    rules: { '@typescript-eslint/no-unsafe-type-assertion': 'error' },
  },
  { files: ['src/hosts/**', 'src/report/**', 'src/source/git.ts', 'src/source/walk.ts', 'src/source/walking/**'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['**/*.mjs', 'eslint.config.js'],
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly', performance: 'readonly', Buffer: 'readonly' } },
  },
  {
    // Tests call other people's libraries through `require`, untyped on purpose.
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
    },
  },
]);
