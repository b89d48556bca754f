// A text that stands for a value kept elsewhere: a variable, a template, a secret store, cipher text.
// The whole text must be the reference; `prefix-${X}` is none (see mentionsReference).

export interface Reference {
  /** The environment variable, when the form names one. */
  readonly env?: string;
  /** The literal that is used when the variable is unset; '' for `${X:-}`. */
  readonly fallback?: string;
}

const longest = 4000;
/** `${A:-${B:-…}}`: each is read as often as it is deep. */
const deepest = 50;

/** `depth`: references around it. */
export function referenceOf(text: string, depth = 0): Reference | undefined {
  const trimmed = text.trim();
  if (trimmed.length < 2 || trimmed.length > longest) return undefined;
  if (depth > deepest) return {};
  return braced(trimmed, depth) ?? template(trimmed) ?? plain(trimmed) ?? elsewhere(trimmed);
}

/** The whole text is kept elsewhere, and no literal stands in for it. */
export const isReference = (text: string): boolean => {
  const reference = referenceOf(text);
  return reference !== undefined && reference.fallback === undefined;
};

/** Some part of the text is filled in later. */
export const mentionsReference = (text: string): boolean =>
  /\$\{[\w.]|\$\(|\$\{\{|\{\{|\{%|<%|#\{\w/.test(text) || /(?:^|[^$])\$[A-Z][A-Z0-9_]{2,}/.test(text);

/** `${…}` of shells, Compose, Spring, Serverless; `${{ … }}` of GitHub Actions comes first. */
function braced(text: string, depth: number): Reference | undefined {
  if (!text.startsWith('${') || !text.endsWith('}')) return undefined;
  if (text.startsWith('${{'))
    return text.endsWith('}}') && !text.slice(3).includes('${{') ? expression(text.slice(3, -2).trim()) : undefined;
  const inner = text.slice(2, -1);
  if (!closesOnce(inner)) return undefined;
  return prompted(inner) ?? serverless(inner) ?? variable(inner, depth) ?? {};
}

/** `${A}${B}` begins and ends like one reference and is two. */
function closesOnce(inner: string): boolean {
  let open = 0;
  for (const char of inner) {
    if (char === '{') open++;
    else if (char === '}' && --open < 0) return false;
  }
  return true;
}

const sources =
  /^(?:env|ssm|cf|param|self|file|opt|s3|aws|sls|git|secrets?|vault|terraform|output|doppler|azure|keyvault|sys|sm|awssm|gcp)\b(?:\([^)]*\))?:?/i;

/** `${input:id}`, `${command:id}`: asked of the person by an editor; the word behind the colon is no default. */
const prompted = (inner: string): Reference | undefined => (/^(?:input|command|config|prompt(?:String)?):[\w.\-]+$/.test(inner) ? {} : undefined);

/** `${env:X, 'lit'}`, `${ssm:/path}`, `${file(./x.yml):key, 'lit'}`. */
function serverless(inner: string): Reference | undefined {
  if (!/^[a-z0-9]+(?::|\(|\.)/i.test(inner) || !sources.test(inner)) return undefined;
  const [first = '', ...rest] = inner.split(',');
  const env = /^env[:.]([A-Za-z_]\w*)$/.exec(first.trim())?.[1];
  const fallback = rest.length > 0 ? unquoted(rest.join(',').trim()) : undefined;
  return { ...(env === undefined ? {} : { env }), ...(fallback === undefined ? {} : { fallback }) };
}

/** `X`, `X:-lit`, `X-lit`, `X:=lit`, `X:?message`, `X:+other`, `X:lit` (Spring; property names may be dotted). */
function variable(inner: string, depth: number): Reference | undefined {
  const match = /^([A-Za-z_][\w.]*)(?:(:?[-=?+])|(:))?/.exec(inner);
  if (!match?.[1]) return undefined;
  const rest = inner.slice(match[0].length);
  const sign = match[2] ?? match[3];
  if (sign === undefined && rest !== '') return {};
  const env = /^[A-Za-z_]\w*$/.test(match[1]) ? { env: match[1] } : {};
  if (sign === undefined || sign.endsWith('?') || sign.endsWith('+')) return env;
  const nested = referenceOf(rest, depth + 1);
  if (nested) return nested.fallback === undefined ? env : { ...env, fallback: nested.fallback };
  return { ...env, fallback: unquoted(rest) ?? rest };
}

/** `secrets.X || 'lit'` of a workflow. */
function expression(inner: string): Reference {
  const env = /\b(?:secrets|env|vars)\.([A-Za-z_]\w*)/.exec(inner)?.[1];
  const fallback = /\|\|\s{0,20}('[^']*'|"[^"]*")$/.exec(inner)?.[1]?.slice(1, -1);
  return { ...(env === undefined ? {} : { env }), ...(fallback === undefined ? {} : { fallback }) };
}

const templateEnds: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '<%': '%>', '[[': ']]', '((': '))' };

/** Helm, Jinja, Ansible, Go templates, Nunjucks, spiff. */
function template(text: string): Reference | undefined {
  const open = text.slice(0, 2);
  const close = Object.hasOwn(templateEnds, open) ? templateEnds[open] : undefined;
  if (close === undefined || !text.endsWith(close) || text.length < 4) return undefined;
  const inner = text.slice(2, -2);
  if (inner.includes(open) || inner.includes(close)) return undefined;
  const fallback = /\bdefault\b\s{0,20}\(?\s{0,20}("[^"]*"|'[^']*')/.exec(inner)?.[1]?.slice(1, -1);
  const env = /\benv\b["']?\s{0,20}[,.(]?\s{0,20}["']?([A-Z_][A-Z0-9_]*)\b/.exec(inner)?.[1];
  return { ...(env === undefined ? {} : { env }), ...(fallback === undefined ? {} : { fallback }) };
}

const variableForms: readonly RegExp[] = [
  /^\$([A-Za-z_]\w*)$/, /^%([A-Za-z_]\w*)%$/, /^env\(["']?([A-Za-z_]\w*)["']?\)$/, /^\$?env:(?:\/\/)?([A-Za-z_]\w*)$/i,
  /^process\.env\.([A-Za-z_]\w*)$/, /^import\.meta\.env\.([A-Za-z_]\w*)$/,
  /^\{env:([A-Za-z_]\w*)\}$/,
];

function plain(text: string): Reference | undefined {
  for (const form of variableForms) {
    const env = form.exec(text)?.[1];
    if (env !== undefined) return { env };
  }
  return undefined;
}

/** Stores, mounted files, tokens of deployment tools, Terraform expressions, cipher text. */
const forms: readonly RegExp[] = [
  /^#\{[\w.\- ]+\}#?$/,
  /^__[A-Za-z][\w.\-]*__$/,
  /^@{1,2}[A-Za-z][\w.\-]*@{1,2}$/,
  /^@\/?[A-Za-z][\w./\-]*$/,
  /^@Microsoft\.KeyVault\(/,
  /^file:/,
  /^\/(?:var\/)?run\/secrets\//,
  /^\$(?:secret|env):\/\//,
  /^\$\([^()]*(?:\([^()]*\)[^()]*)*\)$/,
  /^`[^`]+`$/,
  /^(?:var|local|data|module|each)\.[A-Za-z_][\w.\-[\]"*]*$/,
  /^urn:k8s:secret:/,
  /^\{vault:\/\//,
  /^\{file:[^{}]+\}$/,
  // The name of a template's field; one that asks the reader for something is a placeholder.
  /^\{(?!.*(?:your|change|replace|insert|enter|here|put))[a-z][a-z0-9]*(?:[_.\-][a-z0-9]+)*\}$/,
  /^=\{\{.*\}\}$/,
  /^user_provided$/,
  /^vault:[^\s]*[#/]/,
  /^<path:/,
  /^ref\+[a-z0-9]+:\/\//,
  /^op:\/\//,
  /^sm:\/\//,
  /^(?:keyvault|secret|awssm|doppler|infisical|bws):\/\//,
  /^secretref:/,
  /^gcp:secretmanager:/,
  /^arn:aws[\w-]*:/,
  /^projects\/[^/]+\/secrets\//,
  /^ENC\[/,
  /^ENC\(/,
  /^\{cipher\}/,
  /^encrypted:/,
  /^\$ANSIBLE_VAULT;/,
  /^-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)/,
  /^secure:/,
];

const elsewhere = (text: string): Reference | undefined => (forms.some((form) => form.test(text)) ? {} : undefined);

function unquoted(text: string): string | undefined {
  const quote = text[0];
  return (quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : undefined;
}
