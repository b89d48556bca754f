// A library's model and a rule → why the rule has nothing to say about that library; undefined where it applies.
// Reasons follow from the model: a new library needs no line here, a new rule says what it asks of a library.

import type { JwtCall } from '../src/calls/jwt-call.ts';
import type { Facts } from '../src/facts/facts.ts';
import type { LibraryModel, OperationModel, OptionDetail, OptionModel, OptionTable, Role } from '../src/models/model.ts';
import { parseCall } from '../src/models/signature.ts';

/** How a rule relates to libraries. */
export type Relation = BoundRelation | { readonly unbound: string };

export interface BoundRelation {
  /** Asked in this order; the first that does not hold is the reason. */
  readonly needs: readonly Need[];
  /** Is there anything in the file that the rule would look at? A fixture without it does not show that the rule is silent. */
  sees(facts: Facts, packageName: string): boolean;
}

export interface Need { readonly whenScalar: string; holds(library: Abilities): boolean }

/** What a library's calls can do and be told, over all of its versions. */
export interface Abilities {
  readonly signs: readonly Use[];
  readonly verifies: readonly Use[];
  readonly decodes: readonly Use[];
  /** Roles of the calls that take keys for anything else, and of those that make keys. */
  readonly macs: ReadonlySet<Role>;
  /** The same, of those that only log in somewhere. */
  readonly credentials: ReadonlySet<Role>;
  readonly keys: ReadonlySet<Role>;
  readonly model: LibraryModel;
}

interface Use { readonly operation: OperationModel; readonly roles: ReadonlySet<Role>; readonly details: readonly OptionDetail[] }

export function abilitiesOf(model: LibraryModel): Abilities {
  const operations = model.operations ?? [];
  const uses = (...kind: readonly OperationModel['kind'][]): Use[] =>
    operations.filter((operation) => kind.includes(operation.kind) && (operation.side ?? kind[0]) === kind[0])
      .map((operation) => useOf(operation, kind[0] === 'sign' ? 'sign' : 'verify'));
  const rolesIn = (
    rows: readonly { readonly call: string; readonly chain?: readonly string[]; readonly options?: OptionTable }[] = [],
  ): ReadonlySet<Role> => new Set(rows.flatMap((row) => [...positional(row), ...detailsIn(row.options ?? {}).map(({ role }) => role)]));
  return {
    model, signs: uses('sign', 'configure'), verifies: uses('verify', 'configure'), decodes: uses('decode'),
    macs: rolesIn(model.secretUses?.filter(({ credential }) => !credential)),
    credentials: rolesIn(model.secretUses?.filter(({ credential }) => credential)),
    keys: rolesIn(model.keys),
  };
}

function useOf(operation: OperationModel, side: 'sign' | 'verify'): Use {
  const tables = [operation.options ?? {}, ...Object.values(operation.objects ?? {})];
  const details = tables.flatMap((table) => detailsIn(table, side));
  return { operation, details, roles: new Set([...positional(operation), ...details.map(({ role }) => role)]) };
}

const positional = ({ call, chain = [] }: { readonly call: string; readonly chain?: readonly string[] }): Role[] =>
  [call, ...chain].flatMap((one) => parseCall(one).parameters.flatMap(({ roles }) => roles));

const detailsIn = (table: OptionTable, side?: 'sign' | 'verify'): OptionDetail[] =>
  Object.values(table).flatMap((option) => detailsOf(option, side));

function detailsOf(option: OptionModel, side: 'sign' | 'verify' | undefined): OptionDetail[] {
  if (option === null) return [];
  if (typeof option === 'string') return [{ role: option }];
  if ('returns' in option) return detailsIn(option.returns, side);
  if (side !== undefined && option.side !== undefined && option.side !== side) return [];
  if ('nested' in option) return [...detailsIn(option.nested, side), ...(option.whenScalar ? [{ role: option.whenScalar }] : [])];
  return [option, ...detailsIn(option.object ?? {}, side)];
}

// ---- what rules ask of a library ----

const takes = (uses: readonly Use[], ...roles: readonly Role[]): boolean => uses.some((use) => roles.some((role) => use.roles.has(role)));
const need = (whenScalar: string, holds: Need['holds']): Need => ({ whenScalar, holds });

const verifies = need('It verifies no tokens.', ({ verifies: uses }) => uses.length > 0);
const signs = need('It makes no tokens.', ({ signs: uses }) => uses.length > 0);
const takesSecret = need(
  'No secret is given to it.',
  ({ signs, verifies, macs, credentials }) => takes([...signs, ...verifies], 'key', 'privateKey') || macs.has('key') || credentials.has('key'),
);
const takesHmacKey = need(
  'No HMAC key is given to it.',
  ({ signs, verifies, macs }) => takes([...signs, ...verifies], 'key') || macs.has('key'),
);

const namesAlgorithm = need('None of its calls names an algorithm.', ({ signs, verifies, model }) =>
  takes([...signs, ...verifies], 'algorithm', 'algorithms') || takes(signs, 'header')
  || [...signs, ...verifies].some(({ operation }) => operation.unsecured) || (model.keys ?? []).some(({ makes }) => makes === 'no key'));
const takesList = need('Its calls take no list of algorithms.', ({ verifies }) => takes(verifies, 'algorithm', 'algorithms'));
const choosesAlone = need('Without a list it takes one algorithm or one family, or throws.', ({ model }) =>
  (model.behaviours ?? []).some(({ algorithmsOmitted }) => algorithmsOmitted !== 'one' && algorithmsOmitted !== 'throws'));
const takesSeveral = need('It is told one algorithm, before any token comes.', ({ verifies }) =>
  takes(verifies, 'algorithms') || verifies.some(({ roles }) => roles.has('algorithm') && roles.has('token')));
const hasSwitch = need('It has no switch that turns a check off.', ({ verifies }) =>
  takes(verifies, 'skipVerification', 'verifySignature', 'ignoreExpiration', 'checkExpiration', 'clockTolerance', 'onExpired', 'returnRaw'));
const answers = need('It is a middleware: the framework stops the request.', ({ verifies }) =>
  verifies.some(({ operation: { onInvalid } }) => onInvalid !== undefined && onInvalid !== 'handled'));
const decodes = need('It has no call that only decodes.', ({ decodes }) => decodes.some(({ operation }) => !operation.headerOnly));
const fetchesKeys = need('It is given no address of keys.', ({ verifies, keys }) => takes(verifies, 'jwksUrl') || keys.has('jwksUrl'));
const stands = need('It verifies no tokens.', ({ verifies: uses, model }) => uses.length > 0 || (model.guards ?? []).length > 0);
const lets = need('It has no switch that lets requests without a valid token through.', ({ verifies, model }) =>
  takes(verifies, 'optional', 'credentialsRequired', 'allowInvalid') || (model.guards ?? []).length > 0);
const told = (what: 'audience' | 'issuer', by: Role): readonly Need[] => [
  need(`It has no option for the ${what}.`, ({ verifies }) => takes(verifies, what, by)),
  need(`It always compares an ${what}.`, ({ verifies }) =>
    verifies.some(
      (use) =>
        (use.roles.has(what) || use.roles.has(by)) &&
        !isDemanded(use, what) &&
        (use.operation.defaults?.[what] === undefined || replacesDefaults(use.operation.options)),
    ),
  ),
];
const switchesIssuer = need('Its switch for the issuer is one of no-disabled-verification.', ({ verifies }) =>
  !verifies.some(({ roles }) => roles.has('checkIssuer')));
const isDemanded = ({ operation: { call } }: Use, role: Role): boolean =>
  parseCall(call).parameters.some(({ roles, optional }) => !optional && roles.includes(role));

const replacesDefaults = (options: OptionTable = {}): boolean =>
  Object.values(options).some((option) => option !== null && typeof option === 'object' && 'replaces' in option);
const endless = need(
  'It makes no tokens without a lifetime, and verifiers can not be told to ask for one.',
  ({ signs, verifies }) =>
    signs.some(
      ({ operation, roles }) => operation.defaults?.lifetime === undefined && (roles.has('payload') || roles.has('subject') || operation.kind === 'configure'),
    ) || takes(verifies, 'required', 'maxAge'),
);
const counts = need('None of its calls is given a time.', ({ signs, verifies }) =>
  signs.length > 0 || verifies.some(({ details }) => details.some(({ role, unit }) => role === 'maxAge' && unit !== undefined)));
const ignores = need('No option of it that we know of is ignored in silence.', ({ signs, verifies, decodes }) =>
  [...signs, ...verifies, ...decodes].some(({ operation, details }) =>
    operation.ignoresUnknownOptions || details.some((detail) => detail.ignores)));
const skips = need('Its checks refuse tokens without the claim, or it has none.', ({ verifies }) =>
  verifies.some(({ details }) => details.some(({ presence }) => presence === 'if present')));
const weakens = need('It makes no RSA keys, and has no switch that lets weak ones through.', ({ signs, verifies, model }) =>
  takes([...signs, ...verifies], 'insecureKeys') || (model.keys ?? []).some(({ call }) => /^generateKeyPair(?:Sync)?\(/.test(call)));

const takesKey = need('It is given no key, or it fetches keys by itself.', ({ verifies }) => verifies.some(({ roles }) =>
  roles.has('embeddedKey') || (roles.has('token') || !roles.has('jwksUrl')) && (roles.has('key') || roles.has('publicKey'))));
const signsWithKey = need('No key is given to it to sign with.', ({ signs }) => takes(signs, 'key', 'privateKey'));
const checksWithKey = need('No key is given to it to verify with.', ({ verifies }) =>
  verifies.some(({ operation, roles }) => roles.has('key') || roles.has('publicKey') || operation.configuredElsewhere || operation.keyElsewhere !== true));
const isReadable = need('What it makes is encrypted, or tells nothing of its caller.', ({ signs }) =>
  signs.some(({ roles, operation }) => !operation.encrypted && roles.has('payload')));

const makesMacs = need('It gives out no MAC that code could compare.', ({ model }) =>
  (model.signatures ?? []).some(({ mac, kind }) => mac && kind === 'sign'),
);

const mayBeUnsigned = need('It has no cookie or session that may go unsigned.', ({ macs, model }) =>
  macs.has('signed') || (model.secretUses ?? []).some(({ withoutKey }) => withoutKey !== undefined));

const seesCall = (...kind: readonly JwtCall['kind'][]) => ({ jwtCalls }: Facts, packageName: string): boolean =>
  jwtCalls.some((call) => call.library.package === packageName && kind.includes(call.kind));
const seesKey = ({ keyUses, credentials }: Facts): boolean => keyUses.length + credentials.length > 0;

const keyRule = { needs: [takesSecret], sees: seesKey };
const hmacRule = { needs: [takesHmacKey], sees: seesKey };

export const relations: Readonly<Record<string, Relation>> = {
  'no-alg-none': { needs: [namesAlgorithm], sees: seesCall('sign', 'verify') },
  'require-algorithms': { needs: [verifies, takesList, choosesAlone], sees: seesCall('verify') },
  'no-algorithm-confusion': { needs: [verifies, takesList, takesSeveral], sees: seesCall('verify') },
  'no-disabled-verification': { needs: [verifies, hasSwitch], sees: seesCall('verify') },
  'no-unchecked-verification': { needs: [verifies, answers], sees: seesCall('verify') },
  'no-decode-without-verify': { needs: [decodes], sees: seesCall('decode') },
  'no-insecure-jwks': { needs: [fetchesKeys], sees: ({ keySets }) => keySets.length > 0 },
  'no-timing-unsafe-compare': { needs: [makesMacs], sees: seesKey },
  'no-anonymous-access': {
    needs: [stands, lets],
    sees: (facts, name) => seesCall('verify')(facts, name) || facts.routeGuards.some((guard) => guard.package === name),
  },
  'require-audience': { needs: [verifies, ...told('audience', 'checkAudience')], sees: seesCall('verify') },
  'require-issuer': { needs: [verifies, ...told('issuer', 'checkIssuer'), switchesIssuer], sees: seesCall('verify') },
  'require-expiration': { needs: [endless], sees: seesCall('sign', 'verify') },
  'no-long-lived-token': { needs: [signs], sees: seesCall('sign') },
  'no-wrong-time-unit': { needs: [counts], sees: seesCall('sign', 'verify') },
  'no-ignored-option': { needs: [ignores], sees: seesCall('sign', 'verify', 'decode') },
  'no-optional-claim-check': { needs: [verifies, skips], sees: seesCall('verify') },
  'no-sensitive-claims': { needs: [signs, isReadable], sees: seesCall('sign') },
  'no-unsafe-key-lookup': { needs: [verifies, takesKey], sees: seesCall('verify') },
  'require-token-type': { needs: [signs, verifies, signsWithKey, checksWithKey], sees: seesCall('verify') },
  'no-hardcoded-secret': keyRule,
  'no-fallback-secret': keyRule,
  'no-empty-key': hmacRule,
  'no-weak-secret': hmacRule,
  'no-weak-key-size': { needs: [weakens], sees: ({ jwtCalls, keySizes }) => jwtCalls.length + keySizes.length > 0 },
  'no-unsigned-session': { needs: [mayBeUnsigned], sees: () => true },
  'no-hand-rolled-jwt': { unbound: 'finds tokens that are made or checked without a library' },
  'no-dangerous-env': { unbound: 'goes by the names of switches in the environment' },
  'no-exposed-ci-secret': { unbound: 'reads the scripts of pipelines, and what they keep' },
  'no-extractable-key': { unbound: 'reads what WebCrypto is told, under whatever name it comes' },
  'no-secret-logging': { unbound: 'follows secrets and tokens into logs and answers, wherever they come from' },
  'no-shared-secret': { unbound: 'compares keys across services; the key slots are those of no-hardcoded-secret' },
  'no-token-passthrough': { unbound: "goes by where the servers of agents hand out their caller's token" },
  'no-token-in-url': { unbound: 'goes by the names of parameters in addresses' },
  'no-token-in-web-storage': { unbound: 'goes by the stores of browsers and the flags of cookies' },
  'no-client-secret': { unbound: 'asks where code runs; the key slots are those of no-hardcoded-secret' },
  'no-private-key': { unbound: 'goes by the text of the key, in any file' },
  'no-public-env-secret': { unbound: 'goes by the names of variables and by what bundlers publish' },
  'no-secret-in-config': { unbound: 'reads configuration, not code' },
  'no-vulnerable-jwt-library': { unbound: 'reads manifests and lockfiles, and goes by its own table of advisories' },
  'no-provider-token': { unbound: 'goes by the form of the token, in any file' },
  'no-token-literal': { unbound: 'goes by the text of the token, in any file' },
};

/** Why the rule has nothing to say about the library; undefined where it applies. */
export const reasonAgainst = (library: Abilities, { needs }: BoundRelation): string | undefined =>
  needs.find(({ holds }) => !holds(library))?.whenScalar;
