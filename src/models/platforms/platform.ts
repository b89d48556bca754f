// What the configuration of a gateway, mesh, framework or service says about tokens. Data only; `src/documents/configured-verifiers.ts`
// reads a document by it, so that a product is a file here and needs no code.

/**
 * A way into a document, from the outside in: names separated by dots, `*` for any name, `[]` for each item of a list, `**` for any
 * number of steps; in front, `^` goes one step out, and `/` to the whole document. Capitals, `_` and `-` do not count:
 * `remote_jwks` is also `remoteJwks`.
 */
export type Way = string;

export interface PlatformModel {
  /** As its vendor writes it. */
  readonly product: string;
  /** Where the meaning of the keys was looked up. */
  readonly source: string;
  /** Every file that configures it holds one of these words. They open the gate, so they are no everyday words. */
  readonly words: readonly string[];
  readonly verifiers: readonly VerifierModel[];
}

export interface VerifierModel {
  /** The mappings that configure a verifier; more than one spelling where the format changed. */
  readonly at: readonly Way[];
  /** For messages: "Envoy's jwt_authn filter". */
  readonly name: string;
  /** Names of the mapping for which what the settings do is as it should be. */
  readonly notNamed?: RegExp;
  /** All of it must hold; ways start at the mapping. */
  readonly when?: readonly Condition[];
  /** What makes it compare the claim: one of these is there and not empty. A claim without a row is not judged. */
  readonly audience?: readonly (Way | Condition)[];
  readonly issuer?: readonly (Way | Condition)[];
  /** Addresses of keys or of metadata that names them. */
  readonly keys?: readonly Way[];
  /** What says who issues the tokens, besides the addresses of the keys. */
  readonly issuers?: readonly Way[];
  /** Claims are judged only beside one of these: a mapping without keys configures no verifier yet. */
  readonly verifiesWith?: readonly Way[];
  /** Other files, or later documents of this one, add to it: what is absent here may stand there. */
  readonly isOverlaid?: true;
  /** How grave an unchecked claim is, where that is not as usual. */
  readonly unchecked?: Readonly<Partial<Record<'audience' | 'issuer', Pick<SettingModel, 'severity' | 'certainty'>>>>;
  readonly settings?: readonly SettingModel[];
  /** Where a key stands with which tokens are signed, whatever its name says. */
  readonly secrets?: readonly SecretModel[];
}

export interface SecretModel {
  readonly way: Way;
  /** The key is what the text decodes to. */
  readonly encoding?: 'base64';
  /** Where its algorithm stands. */
  readonly algorithm?: Way;
  /** It opens the product itself, and signs nothing. */
  readonly opens?: true;
  /** Only beside these; ways start at the verifier. */
  readonly when?: readonly Condition[];
}

/** What must stand at the end of a way. */
export interface Condition {
  readonly way: Way;
  /** Its text; anything at all when left out. */
  readonly is?: RegExp;
  /** Nothing may stand there. */
  readonly absent?: true;
}

export type SettingModel = {
  readonly way: Way;
  readonly effect: Effect;
  /** The rule's own for this effect when left out. */
  readonly severity?: 'error' | 'warning' | 'info';
  readonly certainty?: 'proven' | 'likely' | 'possible';
  /** Only beside these; ways start at the verifier. */
  readonly when?: readonly Condition[];
} & (
  | { readonly is: RegExp }
  /** Somewhere in its text, which may hold variables. */
  | { readonly mentions: RegExp }
  /** Whatever it is, an empty mapping too. */
  | { readonly there: true }
  /** A number, or a time with its unit, above this; in `unit` where it bears none. */
  | { readonly above: number; readonly unit: 'ms' | 's' | 'm' | 'h' | 'd' }
  /** A list that is left out or lacks this item. */
  | { readonly lacks: string }
  | { readonly absent: true }
);

/**
 * What a setting does to tokens. `unsigned`: those without a signature pass. `unread`: claims are taken without a check. `expired`,
 * `endless`: expired ones pass, ones without `exp`. `invalid`, `missing`: requests with a broken token pass, with none. `off`: nothing
 * is checked. `tolerance`, `lifetime`: times, in seconds. `in url`: tokens are taken from addresses. `plain keys`, `unchecked host`: keys
 * come by http, or from a server whose certificate nobody checks. `any algorithm`: the token chooses. `hmac by default`: no method is
 * named, and HMAC is used. `hmac for public key`: a public key is configured and HMAC is used. `hmac for all`: whoever verifies holds
 * the key that signs. `unaddressed`: tokens are made that name no audience, or one for all.
 */
export type Effect =
  | 'unsigned' | 'unread' | 'expired' | 'endless' | 'invalid' | 'missing' | 'off' | 'tolerance' | 'lifetime' | 'in url' | 'plain keys'
  | 'unchecked host' | 'any algorithm' | 'hmac by default'
  | 'hmac for public key' | 'hmac for all' | 'unaddressed';
