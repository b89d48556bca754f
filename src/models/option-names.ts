// Option names over all libraries, for telling what somebody meant who used one that this call does not read.

import type { Role } from './model.ts';

/** What people mean by a name, over all libraries: the words of jwt-libraries section 0.6. */
export const meantBy: Readonly<Record<string, Role>> = {
  audience: 'audience', aud: 'audience', allowedAud: 'audience', audiences: 'audience', allowedAudience: 'audience',
  issuer: 'issuer', iss: 'issuer', allowedIss: 'issuer', issuers: 'issuer',
  algorithms: 'algorithms', algorithm: 'algorithms', alg: 'algorithms', allowedAlgorithms: 'algorithms', algs: 'algorithms',
  subject: 'subject', sub: 'subject', allowedSub: 'subject',
  maxAge: 'maxAge', maxTokenAge: 'maxAge', maxAgeSec: 'maxAge',
  ignoreExpiration: 'ignoreExpiration', expiresIn: 'lifetime', exp: 'lifetime', expires: 'lifetime', expiry: 'lifetime', ttl: 'lifetime', ttlSec: 'lifetime',
  typ: 'tokenType', checkTyp: 'tokenType', clockTolerance: 'clockTolerance', requiredClaims: 'required', secret: 'key', key: 'key',
};
