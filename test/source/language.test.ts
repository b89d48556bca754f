// Names of files → language and kind. Names only; what is in the files does not matter.
import { expect, test } from 'vitest';
import { isCode, kindOf, languageOf, type Language } from '../../src/source/language.ts';

const names: Readonly<Record<Language | 'none', readonly string[]>> = {
  js: ['a.js', 'a.cjs', 'a.mjs', 'ecosystem.config.js', '.env.js', 'a.js.bak', 'config.js.example'],
  jsx: ['a.jsx', 'B.JSX'],
  ts: ['a.ts', 'a.mts', 'a.cts', 'config.ts.example', 'd.ts', 'environment.ts'],
  tsx: ['app/[id]/(group)/page.tsx'],
  dts: ['a.d.ts', 'a.d.mts', 'a.d.cts', 'a.d.css.ts'],
  markup: ['index.html', 'old.htm', 'App.vue', 'A.svelte', 'page.astro'],
  env: [
    '.env', '.ENV', 'apps/api/.env', '.env.local', '.env.production.local', '.env.test', '.env.emulated', 'prod.env', '.envrc', '.envrc.sample', '.flaskenv',
    '.dev.vars', '.dev.vars.staging', '.env.example', '.example.env', 'example.env', 'env.sample', 'env.example', 'env-example-relational', '.env-sample',
    '.env.local.example', '.env.template', '.env.dist', '.env.defaults', '.env.keys', 'env_test', 'sample_env', 'env',
  ],
  json: ['a.json', 'tsconfig.json', 'a.jsonc', 'a.json5', 'site.webmanifest', 'key.jwk', 'keys.jwks', 'ormconfig.json.example', 'x.code-workspace', 'terraform.tfstate'],
  yaml: ['a.yml', 'a.yaml', 'docker-compose.yml.template', '.gitlab-ci.yml'],
  toml: ['wrangler.toml', 'wrangler.toml.template'],
  properties: ['application.properties', 'application-prod.properties', '.npmrc', 'pytest.ini', 'postgrest.conf'],
  dockerfile: ['Dockerfile', 'Dockerfile.dev', 'apps/api/api.dockerfile', 'Containerfile'],
  nginx: ['nginx.conf', 'deploy/nginx/api.conf', 'api.nginx', 'etc/nginx/conf.d/a.conf'],
  xml: ['pom.xml', 'policy.xml', 'web.config', 'Web.Release.config'],
  hcl: ['main.tf', 'prod.tfvars', 'job.nomad', 'terragrunt.hcl'],
  lock: ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'app/package-lock.json'],
  text: [
    'README.md', 'a.mdx', 'key.pem', 'server.key', 'ca.crt', 'docker.md',
    'deploy.sh', 'nginx.conf.template', 'id_rsa', 'LICENSE', '.env.md', 'stack.template', 'environment', 'envelope',
    'packages.lock.json', 'deno.lock', 'composer.lock', 'a.snap', 'a.csv', 'keystore.p12', 'a.jks', 'a.der',
  ],
  none: ['a.png', 'a.SVG', 'a.woff2', 'a.zip', 'a.tgz', 'a.mp4', 'a.pdf', 'a.wasm', 'bun.lockb', 'a.kdbx', '.env.gpg', 'a.sqlite', '.DS_Store'],
};

test.each(Object.entries(names))('%s', (language, paths) => {
  for (const path of paths) expect([path, languageOf(path) ?? 'none']).toEqual([path, language]);
});

test('every code language is code, and nothing else is', () => {
  const languages: Language[] = ['js', 'jsx', 'ts', 'tsx', 'dts', 'env', 'json', 'yaml', 'toml', 'text'];
  expect(languages.filter((language) => isCode(language))).toEqual(['js', 'jsx', 'ts', 'tsx', 'dts']);
});

test.each([
  ['a.ts', 'typescript'], ['a.d.ts', 'typescript'], ['a.tsx', 'typescript'], ['a.mjs', 'javascript'], ['a.jsx', 'javascript'],
  ['.env', 'env'], ['a.json', 'json'], ['a.yml', 'yaml'], ['a.toml', 'toml'], ['a.vue', 'markup'], ['a.png', 'text'], ['yarn.lock', 'text'],
])('%s counts as %s', (path, kind) => expect(kindOf(path)).toBe(kind));
