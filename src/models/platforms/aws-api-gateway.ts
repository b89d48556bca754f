import type { PlatformModel } from './platform.ts';

const inAddress = { is: /\$request\.querystring\./, effect: 'in url', certainty: 'proven' } as const;

export default {
  product: 'AWS API Gateway',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
  words: ['JwtConfiguration', 'jwtConfiguration', 'AWS::ApiGateway', 'aws_apigatewayv2_authorizer'],
  verifiers: [
    {
      at: ['**.Properties'],
      name: "API Gateway's JWT authorizer",
      when: [{ way: '^.Type', is: /^AWS::ApiGatewayV2::Authorizer$/ }, { way: 'AuthorizerType', is: /^JWT$/ }],
      audience: ['JwtConfiguration.Audience'],
      issuer: ['JwtConfiguration.Issuer'],
      issuers: ['JwtConfiguration.Issuer'],
      keys: ['JwtConfiguration.Issuer'],
      settings: [{ way: 'IdentitySource.[]', ...inAddress }, { way: 'IdentitySource', ...inAddress }],
    },
    {
      at: ['**.Properties.Auth.Authorizers.*'],
      name: "API Gateway's JWT authorizer",
      when: [{ way: '^.^.^.^.Type', is: /^AWS::Serverless::HttpApi$/ }, { way: 'JwtConfiguration' }],
      audience: ['JwtConfiguration.audience'],
      issuer: ['JwtConfiguration.issuer'],
      issuers: ['JwtConfiguration.issuer'],
      keys: ['JwtConfiguration.issuer'],
      settings: [{ way: 'IdentitySource', ...inAddress }],
    },
    {
      at: ['**.x-amazon-apigateway-authorizer'],
      name: "API Gateway's JWT authorizer",
      when: [{ way: 'type', is: /^jwt$/i }],
      audience: ['jwtConfiguration.audience'],
      issuer: ['jwtConfiguration.issuer'],
      issuers: ['jwtConfiguration.issuer'],
      keys: ['jwtConfiguration.issuer'],
      settings: [{ way: 'identitySource', ...inAddress }],
    },
    {
      at: ['resource.aws_apigatewayv2_authorizer.*'],
      name: "API Gateway's JWT authorizer",
      when: [{ way: 'authorizer_type', is: /^JWT$/ }],
      audience: ['jwt_configuration.audience'],
      issuer: ['jwt_configuration.issuer'],
      issuers: ['jwt_configuration.issuer'],
      keys: ['jwt_configuration.issuer'],
      settings: [{ way: 'identity_sources.[]', ...inAddress }],
    },
    {
      at: ['provider.httpApi.authorizers.*'],
      name: "API Gateway's JWT authorizer",
      when: [{ way: 'issuerUrl' }],
      audience: ['audience'],
      issuers: ['issuerUrl'],
      keys: ['issuerUrl'],
      settings: [{ way: 'identitySource', ...inAddress }, { way: 'identitySource.[]', ...inAddress }],
    },
  ],
} satisfies PlatformModel;
