// Every library that is modelled. Own models of a user's configuration stand beside these, not in here.

import type { LibraryModel } from '../model.ts';
import authCore from './auth-core.ts';
import betterAuth from './better-auth.ts';
import cookieParser from './cookie-parser.ts';
import cookieSession from './cookie-session.ts';
import cookieSignature from './cookie-signature.ts';
import cryptoJs from './crypto-js.ts';
import csrfCsrf from './csrf-csrf.ts';
import expressJwt from './express-jwt.ts';
import expressSession from './express-session.ts';
import fastJwt from './fast-jwt.ts';
import fastifyCookie from './fastify-cookie.ts';
import fastifyJwt from './fastify-jwt.ts';
import fastifySecureSession from './fastify-secure-session.ts';
import fastifySession from './fastify-session.ts';
import h3 from './h3.ts';
import hapiIron from './hapi-iron.ts';
import hono from './hono.ts';
import ironSession from './iron-session.ts';
import jose from './jose.ts';
import jsonwebtoken from './jsonwebtoken.ts';
import jwksRsa from './jwks-rsa.ts';
import jwtSimple from './jwt-simple.ts';
import keygrip from './keygrip.ts';
import koaJwt from './koa-jwt.ts';
import nestjsJwt from './nestjs-jwt.ts';
import nestjsPassport from './nestjs-passport.ts';
import nextAuth from './next-auth.ts';
import nodeCrypto from './node-crypto.ts';
import passportJwt from './passport-jwt.ts';
import reactRouter from './react-router.ts';

export const libraries: readonly LibraryModel[] = [
  jsonwebtoken, jose, expressJwt, koaJwt, passportJwt, nestjsJwt, nestjsPassport, fastJwt, fastifyJwt, hono, jwtSimple,
  jwksRsa, nodeCrypto, cryptoJs,
  expressSession, cookieSession, cookieParser, keygrip, cookieSignature, fastifyCookie, fastifySession,
  fastifySecureSession, ironSession, hapiIron, h3, reactRouter, nextAuth, authCore, betterAuth, csrfCsrf,
];
