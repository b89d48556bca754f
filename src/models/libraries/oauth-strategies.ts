// https://www.passportjs.org/packages: strategies that log users in at a provider, where the application has an id and a secret of its own.
// They share one base, passport-oauth2 1.8.0 or passport-oauth1 1.3.0; a strategy without an id throws, an empty secret is sent as it is.

import type { LibraryModel, OptionTable } from '../model.ts';

const options = { clientSecret: 'key', consumerSecret: 'key' } satisfies OptionTable;
const login = { purpose: 'the secret of this OAuth client', credential: true, options } as const;

export default {
  package: 'passport-oauth2',
  aliases: [
    'passport-oauth', 'passport-oauth1', 'passport-openidconnect', 'passport-facebook', 'passport-facebook-token', 'passport-google-oauth',
    'passport-google-oauth1', 'passport-google-oauth2', 'passport-google-oauth20', 'passport-google-token', 'passport-twitter',
    'passport-twitter-oauth2', '@superfaceai/passport-twitter-oauth2', 'passport-github', 'passport-github2', 'passport-gitlab2',
    'passport-bitbucket-oauth2', 'passport-linkedin', 'passport-linkedin-oauth2', 'passport-auth0', 'passport-auth0-openidconnect',
    'passport-okta-oauth20', 'passport-microsoft', 'passport-azure-ad-oauth2', 'passport-windowslive', 'passport-outlook', 'passport-discord',
    'passport-slack', 'passport-slack-oauth2', 'passport-spotify', 'passport-twitch', 'passport-twitch-new', 'passport-instagram',
    'passport-amazon', 'passport-dropbox-oauth2', 'passport-reddit', 'passport-yahoo-oauth2', 'passport-vkontakte', 'passport-yandex',
    'passport-kakao', 'passport-naver', 'passport-naver-v2', 'passport-line', 'passport-line-auth', 'passport-wechat', 'passport-strava-oauth2',
    'passport-fitbit-oauth2', 'passport-42', 'passport-salesforce', 'passport-salesforce-oauth2', 'passport-paypal-oauth', 'passport-stripe',
    'passport-shopify', 'passport-zoom-oauth2', 'passport-trello', 'passport-atlassian-oauth2', 'passport-mailchimp', 'passport-patreon',
    'passport-battlenet', 'passport-bnet', 'passport-pinterest', 'passport-tumblr', 'passport-foursquare', 'passport-meetup-oauth2',
    'passport-mediawiki-oauth', 'passport-openstreetmap', 'passport-orcid', 'passport-digitalocean', 'passport-heroku',
  ],
  secretUses: [
    { call: 'new default(options, _?)', ...login },
    { call: 'new Strategy(options, _?)', ...login },
    { call: 'new OAuth2Strategy(options, _?)', ...login },
    { call: 'new OAuthStrategy(options, _?)', ...login },
  ],
} satisfies LibraryModel;
