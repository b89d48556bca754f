// Every library that is modelled. Own models of a user's configuration stand beside these, not in here.

import type { LibraryModel } from '../model.ts';
import authCore from './auth-core.ts';
import agoraToken from './agora-token.ts';
import amazonCognitoIdentityJs from './amazon-cognito-identity-js.ts';
import appleSigninAuth from './apple-signin-auth.ts';
import arctic from './arctic.ts';
import awsAmplify from './aws-amplify.ts';
import azureMsalNode from './azure-msal-node.ts';
import clerkExpress from './clerk-express.ts';
import kindeJwtDecoder from './kinde-jwt-decoder.ts';
import kindeJwtValidator from './kinde-jwt-validator.ts';
import livekitServerSdk from './livekit-server-sdk.ts';
import oauthStrategies from './oauth-strategies.ts';
import oauthProviders from './oauth-providers.ts';
import { fastifyOauth2, googleapis, simpleOauth2 } from './oauth-login.ts';
import oauth4webapi from './oauth4webapi.ts';
import openidClient from './openid-client.ts';
import pusher from './pusher.ts';
import streamChat from './stream-chat.ts';
import twilio from './twilio.ts';
import workosNode from './workos-node.ts';
import auth0NextjsAuth0 from './auth0-nextjs-auth0.ts';
import awsJwtVerify from './aws-jwt-verify.ts';
import betterAuth from './better-auth.ts';
import clerkBackend from './clerk-backend.ts';
import bun from './bun.ts';
import cloudflareWorkerJwt from './cloudflare-worker-jwt.ts';
import cookieParser from './cookie-parser.ts';
import cookieSession from './cookie-session.ts';
import cookieSignature from './cookie-signature.ts';
import cryptoJs from './crypto-js.ts';
import djwt from './djwt.ts';
import csrfCsrf from './csrf-csrf.ts';
import csurf from './csurf.ts';
import elysiajsJwt from './elysiajs-jwt.ts';
import expressJwt from './express-jwt.ts';
import expressOauth2JwtBearer from './express-oauth2-jwt-bearer.ts';
import expressOpenidConnect from './express-openid-connect.ts';
import expressSession from './express-session.ts';
import fastJwt from './fast-jwt.ts';
import fastifyCookie from './fastify-cookie.ts';
import fastifyJwtOld from './fastify-jwt-old.ts';
import fastifyJwt from './fastify-jwt.ts';
import fastifySecureSession from './fastify-secure-session.ts';
import fastifySession from './fastify-session.ts';
import feathersjsAuthentication from './feathersjs-authentication.ts';
import firebaseAdmin from './firebase-admin.ts';
import googleAuthLibrary from './google-auth-library.ts';
import h3 from './h3.ts';
import hapiAuthJwt2 from './hapi-auth-jwt2.ts';
import hapiCookie from './hapi-cookie.ts';
import hapiIron from './hapi-iron.ts';
import hapiJwt from './hapi-jwt.ts';
import hapiYar from './hapi-yar.ts';
import hono from './hono.ts';
import ironSession from './iron-session.ts';
import jose from './jose.ts';
import jsontokens from './jsontokens.ts';
import jsonwebtoken from './jsonwebtoken.ts';
import jsrsasign from './jsrsasign.ts';
import jwa from './jwa.ts';
import jwksRsa from './jwks-rsa.ts';
import jws from './jws.ts';
import jwtDecode from './jwt-decode.ts';
import jwtEncode from './jwt-encode.ts';
import jwtLite from './jwt-lite.ts';
import jwtSimple from './jwt-simple.ts';
import keygrip from './keygrip.ts';
import koaJwt from './koa-jwt.ts';
import koaSession from './koa-session.ts';
import koa from './koa.ts';
import nestjsJwt from './nestjs-jwt.ts';
import nestjsPassport from './nestjs-passport.ts';
import nextAuth from './next-auth.ts';
import njwt from './njwt.ts';
import nobleHashes from './noble-hashes.ts';
import nodeCrypto from './node-crypto.ts';
import nodeJose from './node-jose.ts';
import oktaJwtVerifier from './okta-jwt-verifier.ts';
import oslo from './oslo.ts';
import oslojsJwt from './oslojs-jwt.ts';
import passportAzureAd from './passport-azure-ad.ts';
import passportJwt from './passport-jwt.ts';
import passport from './passport.ts';
import reactJwt from './react-jwt.ts';
import reactRouter from './react-router.ts';
import restifyJwtCommunity from './restify-jwt-community.ts';
import socketioJwt from './socketio-jwt.ts';
import supabaseJs from './supabase-js.ts';
import threamSocketioJwt from './thream-socketio-jwt.ts';
import webCrypto from './web-crypto.ts';

/** By what they are for, as in docs/libraries.md. */
export const librarySections: readonly LibrarySection[] = [
  {
    title: 'General-purpose libraries',
    libraries: [
      jsonwebtoken, jose, fastJwt, jwtSimple, njwt, jws, jwa, jsrsasign, nodeJose, cloudflareWorkerJwt,
      jwtEncode, oslo, oslojsJwt, jsontokens, jwtDecode, reactJwt, jwtLite, djwt,
    ],
  },
  {
    title: 'Framework integrations',
    libraries: [
      expressJwt,
      koaJwt,
      passport,
      passportJwt,
      nestjsJwt,
      nestjsPassport,
      fastifyJwt,
      fastifyJwtOld,
      hono,
      elysiajsJwt,
      hapiJwt,
      hapiAuthJwt2,
      socketioJwt,
      threamSocketioJwt,
      restifyJwtCommunity,
      feathersjsAuthentication,
    ],
  },
  {
    title: 'Identity-provider verifiers',
    libraries: [
      awsJwtVerify, expressOauth2JwtBearer, oktaJwtVerifier, googleAuthLibrary, firebaseAdmin, clerkBackend, passportAzureAd, jwksRsa,
      nextAuth, authCore, betterAuth, supabaseJs, clerkExpress, workosNode, kindeJwtValidator, appleSigninAuth,
    ],
  },
  {
    title: 'OAuth clients and readers of tokens',
    libraries: [
      openidClient, oauth4webapi, arctic, azureMsalNode, awsAmplify, amazonCognitoIdentityJs, kindeJwtDecoder, oauthStrategies,
      oauthProviders, simpleOauth2, fastifyOauth2, googleapis,
    ],
  },
  { title: 'Makers of tokens for a service', libraries: [livekitServerSdk, streamChat, twilio, pusher, agoraToken] },
  {
    title: 'Cookie, session and CSRF keys',
    libraries: [
      expressSession, cookieSession, keygrip, cookieParser, cookieSignature, koa, fastifyCookie, fastifySession, fastifySecureSession,
      ironSession, hapiIron, h3, reactRouter, csrfCsrf, koaSession, csurf, hapiCookie, hapiYar, expressOpenidConnect,
      auth0NextjsAuth0,
    ],
  },
  { title: 'Hand-rolled tokens', libraries: [nodeCrypto, webCrypto, cryptoJs, nobleHashes, bun] },
];

export interface LibrarySection { readonly title: string; readonly libraries: readonly LibraryModel[] }

export const libraries: readonly LibraryModel[] = librarySections.flatMap((section) => section.libraries);
