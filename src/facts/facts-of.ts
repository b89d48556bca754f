// File → Facts: the first of the two doors. Reads a text once, by its language, and shares what it finds with all rules.

import { libraries } from '../models/libraries/all.ts';
import type { LibraryModel } from '../models/model.ts';
import { isCode, type CodeLanguage, type Language } from '../source/language.ts';
import { isPipeline, isProgram } from '../source/role.ts';
import type { Place, SourceFile } from '../source/file.ts';
import { treeOf } from '../syntax/code.ts';
import type { ReadingProblem } from '../syntax/config-document.ts';
import { readConfig } from '../syntax/read-config.ts';
import { bindingsOf } from '../values/bindings.ts';
import type { Bindings } from '../values/bindings.ts';
import { taintOf } from '../flows/taint.ts';
import { callsOf } from '../values/code-context.ts';
import type { CodeContext } from '../values/code-context.ts';
import { exportsAround } from '../values/exports-around.ts';
import { isServerOnly } from './published-keys.ts';
import { isTelling } from '../secrets/secrets.ts';
import { namedValuesOfCode } from '../secrets/words/code-names.ts';
import { platformFactsOf } from '../documents/configured-verifiers.ts';
import { namedValuesOfConfig, samplesIn } from '../documents/config-values.ts';
import { macComparisonsOf, withoutBlindingKeys } from '../flows/comparisons.ts';
import { switchesInCode, switchesInText } from '../flows/dangerous-switches.ts';
import { disclosuresOf } from '../flows/disclosures.ts';
import { expressionsOf } from '../values/expressions.ts';
import type { KeyUse } from '../calls/jwt-call.ts';
import type { Facts } from './facts.ts';
import type { Project } from './project.ts';
import { governed, withGovernedWrapper } from '../calls/registration-defaults.ts';
import { heldDataAt } from '../values/held-data.ts';
import { guardsOf } from '../values/conditions/guards.ts';
import { mayHoldLiterals } from './gate.ts';
import { callFactsOf } from '../calls/jwt-calls.ts';
import { unsecuredByHandOf } from '../calls/hand-rolled/unsecured-by-hand.ts';
import { handRolledOf } from '../calls/hand-rolled/hand-rolled.ts';
import { keyLiteralsOf } from './key-literals.ts';
import { keyLookupsOf } from '../flows/key-lookups.ts';
import { keySetsOf } from '../flows/key-sets.ts';
import { keySizesOf } from '../flows/key-sizes.ts';
import { kubernetesKeysOf } from '../documents/kubernetes-keys.ts';
import { withoutLabels } from '../calls/keys/label-keys.ts';
import { wrapperFactsOf, wrapperNames } from '../calls/wrappers.ts';
import { builtInIndex } from '../values/library-index.ts';
import { modulesOf } from '../values/matching.ts';
import type { NamedValue } from '../secrets/words/named-values.ts';
import { passthroughsOf } from '../flows/passthrough.ts';
import { publishedReadsOf } from '../flows/published-reads.ts';
import { publishedByCode, publishedByConfig } from '../documents/published.ts';
import { builtInNames, publicPrefixOf, wordsOf } from '../secrets/words/names.ts';
import { textPlacesOf } from '../values/origins.ts';
import { privateKeysIn } from '../secrets/keys/private-keys.ts';
import { providerTokensIn } from '../secrets/tokens/provider-tokens.ts';
import { routeGuardsOf } from '../calls/guards/route-guards.ts';
import { overlapsOf } from '../values/node-index.ts';
import type { Overlaps, Stretch } from '../values/node-index.ts';
import { runtimeOf, runtimeOfText } from './runtime.ts';
import type { RunsAt } from './runtime.ts';
import { pipelineExposuresOf } from '../documents/pipelines/pipeline-exposures.ts';
import { serviceKeysOf } from '../documents/service-keys.ts';
import { packageIn } from '../source/specifiers.ts';
import { lowestVersion } from '../values/versions.ts';
import { secretTextsOf } from './secret-texts.ts';
import { signatureChecksOf } from '../calls/outcome/signature-checks.ts';
import { withContext } from './literal-context.ts';
import { isSetWhere } from '../values/conditions/set-where.ts';
import { samplesInCode } from '../values/samples.ts';
import { meshPoliciesOf } from '../documents/mesh-policies.ts';
import { namedLifetimesOf } from '../documents/named-lifetimes.ts';
import { variablesOf } from '../documents/variables.ts';
import { timeValuesOf } from '../documents/time-values.ts';
import { sessionFlowsOf, sessionHelpersOf } from '../flows/session-flows.ts';
import { decodingNames } from '../flows/decoding-names.ts';
import { tokenFlowsOf } from '../flows/token-flows.ts';
import { storedTokensOf } from '../flows/token-storage.ts';
import { tokenUrlsOf } from '../flows/token-urls.ts';
import { tokensIn } from '../secrets/tokens/tokens.ts';
import { vulnerableInLockfile, vulnerableInManifest, type VulnerablePackage } from '../documents/vulnerable-packages.ts';
import { extractableKeysOf } from '../flows/web-keys.ts';
import { MAX_WORK, withWork } from '../values/work.ts';

/** What the reader of a language gives; the rest is found in every text. */
type Read = Omit<
  Facts,
  | 'file'
  | 'publishes'
  | 'tokenLibrary'
  | 'tokens'
  | 'privateKeys'
  | 'providerTokens'
  | 'keyLiterals'
  | 'secretTexts'
  | 'sensitive'
  | 'service'
  | 'home'
  | 'vulnerable'
> & {
  /** The program stops, or throws, when its key is this text. */
  readonly refuses: (text: string) => boolean;
  readonly samples?: readonly Stretch[];
  readonly vulnerable?: readonly VulnerablePackage[];
};

export function factsOf(file: SourceFile, project?: Project): Facts {
  // What was too much to be looked at.
  const left: string[] = [];
  const { samples = [], vulnerable = [], ...seen } = readAs(file.language, file, project, left);
  const read = {
    ...seen, namedValues: withOwnWords(seen.namedValues, file, project), variables: withOwnWords(seen.variables, file, project),
  };
  const around = { comments: read.comments, samples, in: isCode(file.language) ? 'code' : 'config' } as const;
  const mayHold = file.store !== undefined || mayHoldLiterals(file.text, project?.tokens);
  const tokens = mayHold ? withContext(tokensIn(file, left), around) : [];
  const privateKeys = mayHold ? withContext(privateKeysIn(file, left), around) : [];
  const providerTokens = mayHold ? withContext(providerTokensIn(file, project?.tokens, left), around) : [];
  const byForm = [...tokens, ...privateKeys, ...providerTokens].map(({ at }) => at);
  const publishes = (name: string): ReturnType<Facts['publishes']> =>
    publicPrefixOf(name, (dependency) => project?.depends(file.path, dependency));
  // What its form tells better than its name has a finding of its own; so has the JWK whose `k` this is.
  const [ofKeys, ofForms] = [overlapsOf(privateKeys.map(({ at }) => at)), overlapsOf(byForm)];
  const keyLiterals = keyLiteralsOf([...read.keyUses, ...read.credentials], read.namedValues).filter(({ uses, literal }) =>
    !overlaps(uses.some(({ credential }) => !credential) ? ofKeys : ofForms, literal.at, file) && !read.refuses(literal.text) &&
    !(literal.at.file !== file && uses.some(({ credential }) => credential) && isProviderToken(literal.at, project)));
  const service = project?.service(file.path);
  const home = project?.home(file.path);
  return {
    file,
    ...(service !== undefined && { service }),
    ...(home && { home }),
    ...read,
    problems: [...read.problems, ...[...new Set(left)].map((message) => ({ message, start: 0 }))],
    vulnerable,
    publishes,
    tokenLibrary: () => ownFirst(project?.index.libraries ?? libraries).find((library) =>
      isForTokens(library) && (isOfProject(library) || project?.depends(file.path, library.package) === true)),
    keyLiterals,
    tokens,
    privateKeys,
    providerTokens,
    secretTexts: secretTextsOf({ keyLiterals, namedValues: read.namedValues, privateKeys }, read.variables),
    sensitive: [...sensitiveOf([...read.keyUses, ...read.credentials], read.namedValues), ...byForm],
  };
}

/** What the user says of a library goes before what is known of all. */
const ownFirst = (known: readonly LibraryModel[]): readonly LibraryModel[] =>
  [...known.filter((one) => !libraries.includes(one)), ...known];
/** A file of the project, which needs no dependency. */
const isOfProject = ({ package: name }: LibraryModel): boolean => name.startsWith('./');
const isForTokens = ({ keySetVerifier }: LibraryModel): boolean => keySetVerifier !== undefined;

/** A key made of the project's name is one that everybody tries. */
function withOwnWords<T extends NamedValue>(named: readonly T[], { path }: SourceFile, project: Project | undefined): readonly T[] {
  const words = named.length === 0 ? [] : wordsOf(project?.packageName(path) ?? '');
  // Shorter ones are in anything.
  const own = new Set([...words, words.join('')].filter((word) => word.length >= 4));
  return own.size === 0 ? named : named.map((one) => ({ ...one, own }));
}

/** In another file, where it has a finding of its own. */
const isProviderToken = (at: Place, project: Project | undefined): boolean =>
  overlapsOf(providerTokensIn(at.file, project?.tokens).map((one) => one.at)).first(at) !== undefined;

const overlaps = (found: Overlaps<Place>, at: Place, file: SourceFile): boolean => at.file === file && found.first(at) !== undefined;

function readAs(language: Language, file: SourceFile, project: Project | undefined, left: string[]): Read {
  if (isCode(language)) return readCodeAsFarAs(MAX_WORK, language, file, project);
  if (language === 'lock') return { ...nothing(file), vulnerable: vulnerableInLockfile(file, project), parsed: true };
  return language === 'text' ? nothing(file) : readConfiguration(language, file, project, left);
}

const nothing = (file: SourceFile): Read => ({
  jwtCalls: [],
  macComparisons: [],
  signatureChecks: [],
  unsecuredByHand: [],
  keyLookups: [],
  keySets: [],
  keySizes: [],
  configuredVerifiers: [],
  weakSettings: [],
  meshPolicies: [],
  published: [],
  tokenFlows: [],
  disclosures: [],
  tokenUrls: [],
  storedTokens: [],
  sessions: [],
  safeguardsOff: [],
  unreadTokens: [],
  routeGuards: [],
  passthroughs: [],
  serviceKeys: [],
  heldKeys: [],
  timeValues: [],
  pipelineExposures: [],
  switches: isCode(file.language) || file.path.endsWith('.map') ? [] : switchesInText(file),
  extractableKeys: [],
  isForOneRun: isPipeline(file.path),
  keyUses: [],
  credentials: [],
  namedValues: [],
  variables: [],
  publishedReads: [],
  comments: [],
  problems: [],
  runtime: runtimeOfText(file),
  clientSigns: [],
  isProgram: false,
  refuses: () => false,
  isGuarded: () => false,
  heldAt: () => undefined,
  isDemanded: () => false,
  isSetWhere: () => false,
  guardsProduction: false,
  taught: new Set(),
  parsed: false,
});

/** Code that costs more than it may, or that stumbles over us, keeps what its text alone shows: tokens and keys by their form. */
export function readCodeAsFarAs(
  work: number,
  language: CodeLanguage,
  file: SourceFile,
  project: Project | undefined,
): Read {
  try {
    const { answer, isCut } = withWork(work, () => readCode(language, file, project));
    if (answer === undefined) return { ...nothing(file), problems: [{ message: 'More code depends on each other here than is followed.', start: 0, kind: 'limit' }] };
    if (!isCut) return answer;
    return { ...answer, problems: [...answer.problems, { message: 'What it imports depends on more code than is followed.', start: 0, kind: 'limit' }] };
  } catch (error) {
    return { ...nothing(file), problems: [faultIn(error)] };
  }
}

/** Only what kind of error it was: its message may quote the text that it stumbled over. */
const faultIn = (error: unknown): ReadingProblem => error instanceof RangeError && error.message.includes('call stack')
  ? { message: 'Nested too deeply to be analysed.', start: 0, kind: 'too-deep' }
  : { message: `The code could not be analysed: ${error instanceof Error && /^\w{1,40}$/.test(error.name) ? error.name : typeof error}`, start: 0, kind: 'internal' };

function readCode(language: CodeLanguage, file: SourceFile, around: Project | undefined): Read {
  const tree = treeOf(file, language);
  const bindings = bindingsOf(tree);
  const project = around && withWrittenVersions(around, file, bindings);
  const index = (project?.index ?? builtInIndex())
    .seenFrom(file.path, (specifier) => project?.locate(file.path, specifier), (specifier) => project?.mapped(file.path, specifier));
  const expressions = expressionsOf({ file, bindings, index, project });
  const local = project ? expressionsOf({ file, bindings, index, project: undefined }) : expressions;
  const context = { file, bindings, expressions, local, index, project, names: project?.names ?? builtInNames };
  const guards = guardsOf(context);
  const modules = modulesOf(context);
  const byHand = handRolledOf(context, modules);
  const { jwtCalls, keyUses: given, sessions, safeguardsOff, unreadTokens } = callFactsOf(context, modules, byHand);
  const keyUses = withoutLabels(withoutBlindingKeys(given, context, modules), context, modules);
  const lessons = wrapperFactsOf({ jwtCalls, keyUses }, callsOf(bindings), context);
  const allUses = [...keyUses, ...lessons.uses];
  const carriers = taintOf(context, jwtCalls);
  const namedValues = namedValuesOfCode(context);
  return {
    jwtCalls: [...governed(jwtCalls, file.path, project), ...lessons.jwtCalls.map((call) => withGovernedWrapper(call, project))],
    macComparisons: macComparisonsOf(context, modules),
    signatureChecks: signatureChecksOf(context, modules, byHand),
    unsecuredByHand: unsecuredByHandOf(context),
    keySets: keySetsOf(context, jwtCalls),
    keySizes: keySizesOf(context),
    configuredVerifiers: [],
    weakSettings: [],
    meshPolicies: [],
    published: publishedByCode(context),
    tokenFlows: [...tokenFlowsOf(context), ...sessionFlowsOf(context)],
    disclosures: disclosuresOf(context, carriers),
    tokenUrls: tokenUrlsOf(context, carriers),
    storedTokens: storedTokensOf(context, carriers),
    sessions,
    safeguardsOff,
    unreadTokens,
    routeGuards: routeGuardsOf(context, modules),
    passthroughs: passthroughsOf(context),
    serviceKeys: [],
    heldKeys: [],
    timeValues: [],
    pipelineExposures: [],
    switches: switchesInCode(context),
    extractableKeys: extractableKeysOf(context),
    isForOneRun: isPipeline(file.path),
    keyUses: allUses.filter(({ credential }) => !credential),
    credentials: allUses.filter(({ credential }) => credential),
    namedValues,
    variables: [],
    publishedReads: publishedReadsOf(context),
    samples: samplesInCode(bindings),
    keyLookups: keyLookupsOf(context, { jwtCalls, keyUses }),
    comments: tree.comments.map(({ value, start, end }) => ({ text: value, start, end })),
    problems: tree.problems,
    ...reached(runtimeOf(file, tree, bindings, project?.hints), { uses: allUses, named: namedValues }, { file, bindings }, project),
    isProgram: isProgram(file.path, file.text),
    refuses: (text) => guards.refused.has(text),
    heldAt: (at) => heldDataAt(at, context),
    isGuarded: (variable) => guards.variables.has(variable) || (project?.requires(variable) ?? false),
    isDemanded: (variable) => guards.demanded.has(variable) || (project?.requires(variable) ?? false),
    isSetWhere: (value, at) => at.file.path === file.path && isSetWhere(value, at, tree.body, context),
    guardsProduction: guards.production,
    taught: new Set([...wrapperNames(lessons.learned), ...decodingNames(context), ...sessionHelpersOf(context)]),
    parsed: true,
  };
}

/** `npm:jsonwebtoken@8`, `https://esm.sh/jose@5`: what the file itself asks for goes before what is installed around it. */
function withWrittenVersions(project: Project, { path }: SourceFile, bindings: Bindings): Project {
  const written = new Map(bindings.all('ImportDeclaration').flatMap(({ source }) => {
    const found = packageIn(source.value);
    const version = found?.version && lowestVersion(found.version);
    return found && version ? [[found.name, version] as const] : [];
  }));
  if (written.size === 0) return project;
  return { ...project, version: (from, name) => (from === path ? written.get(name) : undefined) ?? project.version(from, name) };
}

interface Held { readonly uses: readonly KeyUse[]; readonly named: readonly NamedValue[] }

/** A file that bears no sign of its own, or only a folder's, but holds a key or signs with one: do client files import it? */
function reached(own: RunsAt, { uses, named }: Held, { file, bindings }: Pick<CodeContext, 'file' | 'bindings'>, project: Project | undefined): RunsAt {
  if ((own.runtime !== 'unknown' && own.isGuess !== true) || file.role !== 'production' || !project) return own;
  const isUsed = uses.some(({ slot, value, call }) =>
    slot !== 'public' && (call?.kind === 'sign' || (call && slot === 'symmetric') || textPlacesOf(value).length > 0));
  const chain = isUsed ? project.clientChain(file.path) : chainToNamed(named, bindings, file, project);
  return chain ? { runtime: 'client', clientSigns: chain } : own;
}

/** A constant that is exported matters to those who take it; of what else a module holds nobody knows who needs it. */
function chainToNamed(named: readonly NamedValue[], bindings: Bindings, { path }: SourceFile, project: Project): ReturnType<Project['clientChain']> {
  // The imports of a whole project are read for the answer, so only for what would be told.
  const held = named.filter(({ value, ...one }) => one.says !== undefined && isServerOnly(one.name, one.says) &&
    (value.kind === 'choice' ? value.alternatives : [value]).some((text) => text.kind === 'text' && isTelling(text.text, one)));
  if (held.length === 0) return undefined;
  const taken = held.map(({ keyAt }) => exportsAround(bindings, keyAt));
  return project.clientChain(path, taken.every((names) => names !== undefined) ? new Set(taken.flat()) : undefined);
}

function readConfiguration(
  language: Parameters<typeof readConfig>[0], file: SourceFile, project: Project | undefined, left: string[],
): Read {
  const document = readConfig(language, file.text);
  const kubernetes = kubernetesKeysOf(file, document, project?.names);
  const { keys, ...platform } = platformFactsOf(file, document, left);
  const known = new Set(keys.map(({ value }) => value.at.start));
  return {
    ...nothing(file),
    namedValues: [...namedValuesOfConfig(file, document, project?.names).filter(({ value }) => !known.has(value.at.start)), ...keys],
    samples: samplesIn(document),
    variables: variablesOf(file, document, project?.names),
    serviceKeys: [...serviceKeysOf(file, document, project), ...kubernetes.given],
    heldKeys: kubernetes.held,
    timeValues: timeValuesOf(file, document),
    pipelineExposures: pipelineExposuresOf(file, document, left),
    published: publishedByConfig(file, document),
    ...platform,
    weakSettings: [...namedLifetimesOf(file, document, platform.weakSettings), ...platform.weakSettings],
    meshPolicies: meshPoliciesOf(file, document),
    vulnerable: vulnerableInManifest(file, document, project, left),
    comments: document.comments,
    problems: document.problems,
    parsed: true,
  };
}

/** Texts at key slots and under names that say secret: what printers must mask. */
function sensitiveOf(uses: readonly KeyUse[], names: readonly NamedValue[]): readonly Place[] {
  const slots = uses.filter(({ slot }) => slot !== 'public').flatMap(({ value }) => textPlacesOf(value));
  return [...slots, ...names.flatMap(({ value }) => textPlacesOf(value))].map(withoutQuotes);
}

function withoutQuotes(at: Place): Place {
  return /['"`]/.test(at.file.text[at.start] ?? '') && at.end - at.start > 2 ? { ...at, start: at.start + 1, end: at.end - 1 } : at;
}
