// Paths → role, one table. Most paths are shapes met in real repositories.
import { expect, test } from 'vitest';
import { isPipeline, isTranslation, roleOf, roleOfText, type FileRole } from '../../src/source/role.ts';

const paths: Readonly<Record<FileRole, readonly string[]>> = {
  test: [
    'test/a.ts', 'tests/unit/a.ts', 'src/__tests__/a.ts', 'spec/a.js', 'e2e/login.ts', 'cypress/support/a.ts', 'playwright/a.ts', 'src/__mocks__/a.ts',
    'src/__fixtures__/a.json', 'fixtures/users.json', 'src/a.test.ts', 'src/a.spec.tsx', 'src/a.e2e.ts', 'src/a.e2e-spec.ts', 'src/data.test.json', 'test.js',
    'vitestSetup.ts', 'jest.config.js', 'vitest.config.ts', 'setupTests.ts', 'src/user_test.ts', 'src/user-spec.js',
    'integration/setup.ts', 'libs/testing/src/key.ts', 'packages/app-tests/a.ts', 'packages/integration-tests/src/a.ts', 'packages/dev-env/src/a.ts',
    'packages/dev-server/config.ts', 'certification/oidc/configuration.js', 'conformance/a.ts', 'src/mocks/a.ts', '.env.test', 'apps/api/.env.test.local', '.env.emulated', 'test.env', 'interop-test-files/a.json', 'docker/testing/compose.yml',
    'docker-compose.test.yml', 'config/test.json', 'appsettings.Test.json', 'src/loginE2ETests/a.ts', 'mock-server.ts', 'src/testUtils/a.ts',
    '.github/workflows/test.yml', 'src/testHelpers.ts', 'types/index.tst.ts', 'types/index.test-d.ts', 'examples/app/a.test.ts', 'test/build/a.ts', 'bench/sign.ts', 'src/index.fuzz.js', 'src/index.perf.js', 'charts/shop/ci/default-values.yaml',
  ],
  example: [
    'src/auth/mock.ts', 'certs/key.pem', 'apps/client/localhost.pem', 'artifacts/cert/server.key', 'localhost-key.pem', 'ssl/privkey.pem', 'lib/consts/dev_keystore.js', 'mock/api.ts',
    'example/a.ts', 'examples/next/app/page.tsx', 'demo/server.js', 'demos/a.js', 'playground/src/a.ts', 'playgrounds/vite/a.ts', 'samples/a.ts', 'example.ts',
    'src/button.example.tsx', 'example-server.js', 'apps/example-app/src/a.ts', 'packages/create-app/templates/react/src/a.ts',
    'packages/cli/template/server.ts', 'templates/next/lib/auth.ts', 'examples/app/docker-compose.yml', 'examples/app/.env.local', 'tutorials/a.ts',
  ],
  sample: [
    '.env.example', '.env.sample', '.example.env', 'example.env', 'env.sample', 'env-example-relational', '.env.local.example', '.env.production.example',
    'wrangler.toml.template', 'ormconfig.json.example', 'config.ts.example', 'config.example.json', 'settings.sample.yml', '.env.template', '.env.dist',
    '.env.defaults', 'docker-compose.example.yml', 'test/.env.example', 'docs/.env.example', 'terraform.tfvars.example', 'application-example.properties',
    'Dockerfile.example', 'nginx.conf.template', '.env.test.example',
  ],
  docs: [
    'docs/api.ts', 'documentation/a.json', 'README.md', 'packages/a/README.md', 'README', 'CHANGELOG.md', 'LICENSE', 'src/a.mdx', 'src/Button.stories.tsx',
    '.storybook/preview.ts', 'apps/docs/src/a.ts', 'docs-site/a.js', 'api-docs/openapi.yaml', 'docs/examples/a.ts', 'examples/README.md', 'test/README.md',
  ],
  development: [
    '.env.development', '.env.local', '.env.development.local', '.env.dev', 'dev.env', '.dev.vars', 'docker-compose.override.yml', 'docker-compose.dev.yml',
    'docker-compose-dev.yml', 'compose.local.yaml', 'Properties/launchSettings.json', 'appsettings.Development.json', 'application-dev.yml',
    'config/development.json', 'config/local.json', 'values-dev.yaml', 'k8s/overlays/dev/secret.yaml', 'k8s/overlays/local/secret.yaml',
    'src/environments/environment.dev.ts', 'webpack.dev.js', 'src/config.local.ts', '.devcontainer/docker-compose.yml', 'dev/server.ts', 'Dockerfile.dev',
  ],
  generated: [
    'dist/a.js', '.yarn/releases/yarn-4.0.0.cjs', '.yarn/plugins/@yarnpkg/plugin-x.cjs', 'build/a.js', 'vendor/jsrsasign.js', 'node_modules/a/index.js', 'public/app.min.js', 'src/a.bundle.js', 'src/generated/client.ts',
    'src/__generated__/a.ts', 'src/__snapshots__/a.ts.snap', 'deno.lock', 'vendor/package-lock.json', 'src/routeTree.gen.ts', 'src/user_pb.ts',
    'server/libs/jsonwebtoken/verify.js', '.github/actions/a/dist/index.js', 'dist/a.test.js', 'node_modules/a/README.md', '.next/server/a.js', '.pnp.cjs',
  ],
  production: [
    'src/latest/a.ts', 'src/contest.ts', 'src/attestation/key.ts', 'src/testimonials.ts', 'src/auth.ts', '.env', '.env.production', '.env.production.local', 'prod.env',
    'docker-compose.yml', 'docker-compose.prod.yml', 'src/templates/mail.ts', 'charts/app/templates/secret.yaml', 'templates/deployment.yaml', 'stack.template',
    'src/email.template.ts', 'src/local.strategy.ts', 'src/strategies/local/index.ts', 'src/docs/docs.controller.ts', 'src/modules/vendor/vendor.service.ts',
    'src/quiz/test.controller.ts', 'src/ab-testing/a.ts', 'src/useABTest.ts', 'src/demoMode.ts', 'src/sampleRate.ts', 'src/integration/stripe.ts',
    'src/security.ts', 'src/license.json', 'src/inspect.ts', 'app/[id]/(group)/page.tsx', 'appsettings.json', 'src/distribution/a.ts', 'src/rebuild/a.ts',
    'src/mockingbird.ts', 'package-lock.json', 'apps/api/pnpm-lock.yaml', 'src/openapi-spec.ts', 'src/device.ts', 'template.yaml', 'config/default.json', 'src/minimum.ts', '../other/src/a.ts', 'values-staging-dev.yaml', 'src/modules/certs/certs.service.ts',
  ],
};

test.each(Object.entries(paths))('%s', (role, all) => {
  for (const path of all) expect([path, roleOf(path)]).toEqual([path, role]);
});

test('the same path has the same role whatever was asked before', () => {
  expect(['test/a.ts', 'a.ts', 'src/a.ts', 'test/a.ts', 'src/a.ts'].map((path) => roleOf(path))).toEqual(['test', 'production', 'production', 'test', 'production']);
});

test('thirty thousand paths take no time worth a thought', () => {
  const start = performance.now();
  for (let index = 0; index < 30_000; index++) roleOf(`packages/app-${index >> 4}/src/modules/auth/token-service-${index}.ts`);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('pipelines', () => {
  for (const path of ['.github/workflows/ci.yml', '.github/actions/a/action.yml', '.depot/workflows/test.yaml', '.gitlab-ci.yml', 'ci/../.circleci/config.yml', 'azure-pipelines.yml', 'azure-pipelines-pr.yml'])
    expect([path, isPipeline(path)]).toEqual([path, true]);
  for (const path of ['src/workflows/a.yaml', 'workflows/a.yaml', 'docker-compose.yml', 'circles.yml', 'config/ci.json', 'src/github/a.ts']) expect([path, isPipeline(path)]).toEqual([path, false]);
});

test('translations', () => {
  for (const path of ['packages/ui/i18n-messages/sv.json', 'locales/en/common.json', 'src/translations/a.ts', 'messages.de.yml', 'messages_fr.properties', 'web/pt-BR.json', 'src/lang/x.json'])
    expect([path, isTranslation(path)]).toEqual([path, true]);
  for (const path of ['config/default.json', 'src/messages.ts', 'src/auth/ci.yml', 'db.json', 'src/language-server.ts', 'id', 'src/slang/a.json', 'messages.config.json'])
    expect([path, isTranslation(path)]).toEqual([path, false]);
});

test.each([
  ['lib/build/a.js', '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nconst a = 1;\n', 'generated'],
  ['lib/a.js', 'export const a = 1;\n//# sourceMappingURL=a.js.map\n', 'generated'],
  ['lib/a.js', 'export const a = 1; // sourceMappingURL is written by compilers\n', 'production'],
  ['src/a.ts', 'Object.defineProperty(exports, "__esModule", { value: true });\n', 'production'],
  ['test/a.js', 'Object.defineProperty(exports, "__esModule", { value: true });\n', 'test'],
])('what a compiler wrote: %s %#', (path, text, role) => expect(roleOfText(path, text)).toBe(role));
