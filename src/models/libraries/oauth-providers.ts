// https://authjs.dev/reference/core/providers 0.41.3: providers of next-auth and Auth.js, one module each.
// In next-auth 3 they are members of one module. Without the option they read AUTH_<PROVIDER>_SECRET.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { clientSecret: 'key' } satisfies OptionTable;
const login = { purpose: 'the secret of this OAuth client', credential: true, options } as const;

const providers = [
  '42-school', 'apple', 'asgardeo', 'atlassian', 'auth0', 'authentik', 'azure-ad', 'azure-ad-b2c', 'azure-devops', 'battlenet', 'bitbucket', 'box',
  'cognito', 'coinbase', 'discord', 'dropbox', 'duende-identity-server6', 'facebook', 'figma', 'fusionauth', 'github', 'gitlab', 'google',
  'hubspot', 'identity-server4', 'instagram', 'kakao', 'keycloak', 'line', 'linkedin', 'mailchimp', 'mailru', 'medium', 'microsoft-entra-id', 'naver',
  'netlify', 'notion', 'okta', 'onelogin', 'ory-hydra', 'osu', 'patreon', 'pinterest', 'ping-id', 'pipedrive', 'reddit', 'salesforce', 'slack',
  'spotify', 'strava', 'tiktok', 'todoist', 'trakt', 'twitch', 'twitter', 'vk', 'wikimedia', 'wordpress', 'workos', 'yandex', 'zitadel', 'zoho', 'zoom',
] as const;

export default {
  package: 'next-auth/providers',
  aliases: providers.flatMap((name) => [`next-auth/providers/${name}`, `@auth/core/providers/${name}`]),
  secretUses: [
    { call: 'default(options)', ...login },
    ...['Google', 'GitHub', 'Facebook', 'Twitter', 'Auth0', 'Okta', 'Cognito', 'Discord', 'GitLab', 'Slack', 'LinkedIn', 'Apple', 'Twitch', 'Spotify']
      .map((name) => ({ call: `default.${name}(options)`, ...login })),
  ],
} satisfies LibraryModel;
