import type { Condition, PlatformModel, VerifierModel } from './platform.ts';

/** Of the blocks around: a location stands in a server, perhaps in another location, and that in `http`. */
const around = (way: string): readonly string[] => [way, `^.^.${way}`, `^.^.^.^.${way}`, `^.^.^.^.^.^.${way}`];
/** Compared in a map, or in a condition, of the same file; or in a file that is included here. */
const compares = (claim: string): readonly Condition[] => [
  { way: '/.**.map.[].args', is: new RegExp(`\\$jwt_claim_${claim}\\b`) },
  { way: '/.**.if.[].args', is: new RegExp(`\\$jwt_claim_${claim}\\b`) },
  ...around('include').map((way) => ({ way, is: /^(?!.*(?:mime\.types|_params))./ })),
];

const verifier: Omit<VerifierModel, 'at'> = {
  name: "nginx's auth_jwt",
  when: [{ way: 'auth_jwt', is: /^(?!off$)./ }],
  audience: compares('aud'),
  issuer: compares('iss'),
  verifiesWith: ['auth_jwt_key_file', 'auth_jwt_key_request'].flatMap(around),
  settings: [
    { way: 'auth_jwt.token', is: /^\$arg_/, effect: 'in url', certainty: 'proven' },
    { way: 'auth_jwt_leeway', above: 300, unit: 's', effect: 'tolerance', certainty: 'proven' },
  ],
};

export default {
  product: 'nginx',
  source: 'https://nginx.org/en/docs/http/ngx_http_auth_jwt_module.html',
  words: ['auth_jwt', 'k8s.nginx.org'],
  verifiers: [
    { ...verifier, at: ['**.location.[]', '**.server.[]', '**.http.[]'] },
    {
      at: ['spec.jwt'],
      name: "NGINX Ingress Controller's policy",
      when: [{ way: '^.^.kind', is: /^Policy$/ }, { way: '^.^.apiVersion', is: /^k8s\.nginx\.org\// }],
      keys: ['jwksURI'],
      settings: [{ way: 'token', is: /^\$arg_/, effect: 'in url', certainty: 'proven' }],
    },
  ],
} satisfies PlatformModel;
