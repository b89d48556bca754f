// Where specifiers lead that are no plain names of packages: registries and networks that serve the same packages.
// Sources: the documentation of Deno, JSR, esm.sh, jsDelivr, UNPKG, Skypack and JSPM.

/** Before the name of a package of npm; what stands between (a build, a target, a mark) is no part of it. */
export const packageAddresses: readonly RegExp[] = [
  /^npm:\/?/,
  /^https?:\/\/esm\.sh\/(?:v\d{1,4}\/|stable\/)?\*?/,
  /^https?:\/\/esm\.run\//,
  /^https?:\/\/(?:www\.)?unpkg\.com\//,
  /^https?:\/\/(?:cdn|fastly)\.jsdelivr\.net\/npm\//,
  /^https?:\/\/cdn\.skypack\.dev\/(?:pin\/|-\/)?/,
  /^https?:\/\/(?:ga\.|dev\.)?jspm\.(?:io|dev)\/(?:npm:)?/,
  /^https?:\/\/deno\.land\/x\//,
];

/** Packages of JSR by the name that they have elsewhere: on npm, or djwt at deno.land. */
export const jsrPackages: Readonly<Record<string, string>> = { '@panva/jose': 'jose', '@hono/hono': 'hono', '@oslojs/jwt': '@oslojs/jwt', '@zaubrik/djwt': 'djwt' };

/** Folders that hold copies of packages, each under its own name. */
export const copyFolders: ReadonlySet<string> = new Set(['libs', 'vendor', 'vendors', 'vendored', 'third_party', 'third-party', 'thirdparty']);
