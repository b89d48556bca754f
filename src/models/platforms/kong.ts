import type { PlatformModel, SettingModel } from './platform.ts';

const plugin = (config: string): readonly SettingModel[] => [
  { way: `${config}claims_to_verify`, lacks: 'exp', effect: 'expired', severity: 'error', certainty: 'proven' },
  { way: `${config}anonymous`, is: /./, effect: 'invalid', severity: 'info', certainty: 'possible' },
  { way: `${config}uri_param_names`, absent: true, effect: 'in url', severity: 'info', certainty: 'proven' },
];

export default {
  product: 'Kong',
  source: 'https://github.com/Kong/kong/blob/master/kong/plugins/jwt/schema.lua',
  words: ['_format_version', 'KongPlugin', 'KongClusterPlugin', 'jwt_secrets'],
  verifiers: [
    { at: ['**.plugins.[]'], name: "Kong's jwt plugin", when: [{ way: 'name', is: /^jwt$/ }], settings: plugin('config.') },
    {
      at: ['config'],
      name: "Kong's jwt plugin",
      when: [{ way: '^.kind', is: /^Kong(?:Cluster)?Plugin$/ }, { way: '^.plugin', is: /^jwt$/ }],
      settings: plugin(''),
    },
    {
      // `config` left out: all defaults hold.
      at: ['**'],
      name: "Kong's jwt plugin",
      when: [{ way: 'kind', is: /^Kong(?:Cluster)?Plugin$/ }, { way: 'plugin', is: /^jwt$/ }, { way: 'config', absent: true }, { way: 'configFrom', absent: true }],
      settings: plugin('config.'),
    },
    {
      at: ['**.jwt_secrets.[]'],
      name: "Kong's jwt plugin",
      settings: [
        {
          way: 'algorithm', absent: true, effect: 'hmac for public key', certainty: 'likely', when: [{ way: 'rsa_public_key' }],
        },
        { way: 'algorithm', is: /^HS\d+$/, effect: 'hmac for public key', certainty: 'likely', when: [{ way: 'rsa_public_key' }] },
      ],
    },
  ],
} satisfies PlatformModel;
