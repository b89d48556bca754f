// What nothing uses is not kept: `npm test` asks knip for files, exports and dependencies that nobody imports.

export default {
  entry: ['bin/jwtlint.ts', 'rules/index.ts', 'rules/scan.ts', 'tools/*.{ts,mjs}', 'tools/fuzz/{fuzz,run,child,growth-of}.ts', 'bench/*.{ts,mjs}'],
  project: ['bin/**/*.ts', 'rules/**/*.ts', 'src/**/*.ts', 'test/**/*.ts', '!test/installed/**', '!test/neighbours/**', 'tools/**/*.{ts,mjs}', 'bench/**/*.{ts,mjs}'],
  ignoreBinaries: ['mkfifo', 'strace'],
  ignoreExportsUsedInFile: true,
  // Run by its path.
  ignoreDependencies: ['publint'],
  ignore: ['fixtures/**'],
};
