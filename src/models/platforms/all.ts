// Every product whose configuration is understood.

import type { PlatformModel } from './platform.ts';
import apisix from './apisix.ts';
import apolloRouter from './apollo-router.ts';
import aspnet from './aspnet.ts';
import auth0 from './auth0.ts';
import awsApiGateway from './aws-api-gateway.ts';
import azureApiManagement from './azure-api-management.ts';
import envoy from './envoy.ts';
import gitlab from './gitlab.ts';
import googleEsp from './google-esp.ts';
import hasura from './hasura.ts';
import istio from './istio.ts';
import keycloak from './keycloak.ts';
import kong from './kong.ts';
import krakend from './krakend.ts';
import micronaut from './micronaut.ts';
import microprofile from './microprofile.ts';
import nginx from './nginx.ts';
import oathkeeper from './oathkeeper.ts';
import postgrest from './postgrest.ts';
import spring from './spring.ts';
import supabase from './supabase.ts';
import traefik from './traefik.ts';
import tyk from './tyk.ts';

export const platforms: readonly PlatformModel[] = [
  apisix, apolloRouter, aspnet, auth0, awsApiGateway, azureApiManagement, envoy, gitlab, googleEsp, hasura, istio, keycloak,
  kong, krakend, micronaut, microprofile, nginx, oathkeeper, postgrest, spring, supabase, traefik, tyk,
];
