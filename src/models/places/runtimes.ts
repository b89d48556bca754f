// Signs of where a file runs. Only a sign that the file itself bears counts here.

/** Imports that only make sense in a browser, or in code rendered there. */
export const clientModules: ReadonlySet<string> = new Set([
  'react-dom', 'react-dom/client', 'react-jwt', '@tanstack/react-query', 'react-redux', 'react-router-dom', 'next/router',
  'vue', 'vue-router', 'pinia', 'svelte', '@angular/core', '@angular/common/http', '@angular/router',
  '@angular/platform-browser', '@angular/platform-browser-dynamic', 'solid-js', 'solid-js/web', 'preact', 'preact/hooks', 'preact/compat',
  'inferno', 'lit', 'mithril', 'alpinejs', 'workbox-precaching', 'workbox-core', 'workbox-routing', '@sveltejs/kit/service-worker',
  'react-native', 'expo', 'expo-secure-store', '@react-native-async-storage/async-storage', '@ionic/react', 'localforage',
  'zustand', 'virtual:pwa-register',
]);

/** Modules of which only the hooks say that a component runs in the browser: `notFound` and `redirect` are for both sides. */
export const hookModules: ReadonlySet<string> = new Set(['react', 'next/navigation']);
/** Names imported from them that only client components may call. */
export const clientHooks: ReadonlySet<string> = new Set([
  'useState', 'useEffect', 'useReducer', 'useRef', 'useLayoutEffect', 'useContext', 'createContext', 'useCallback', 'useMemo',
  'useRouter', 'usePathname', 'useSearchParams', 'useParams', 'useSelectedLayoutSegment', 'useSelectedLayoutSegments', 'useServerInsertedHTML',
]);

/** Globals of a window; reading one at run time is a sign, `typeof window` is none. */
export const clientGlobals: ReadonlySet<string> = new Set(['window', 'document', 'localStorage', 'sessionStorage', 'navigator', 'chrome']);

/** Members of `self` that only a service worker has. */
export const serviceWorkerMembers: ReadonlySet<string> = new Set(['skipWaiting', 'clients', 'registration', '__WB_MANIFEST']);

export const serverModules: ReadonlySet<string> = new Set([
  'server-only', 'express', 'fastify', 'koa', '@nestjs/common', '@hapi/hapi', 'next/server', 'next/headers', 'http', 'https', 'fs',
  'fs/promises', 'path', 'net', 'tls', 'child_process', 'os', 'mongoose', 'pg', 'mysql2', '@prisma/client', 'sequelize', 'typeorm',
  'bcrypt', 'bcryptjs', 'nodemailer', 'next-auth', 'passport', 'socket.io', 'cookie-parser', 'body-parser', 'cors', 'helmet', 'dotenv',
  'express-session', '@hono/node-server', 'redis', 'ioredis', '@apollo/server', 'graphql-yoga', '@trpc/server',
]);

/** Conventions of frameworks, on the last segment of a path. */
export const serverNames =
  /\.server\.[cm]?[jt]sx?$|^\+(?:page|layout)\.server\.|^\+server\.|^hooks\.server\.|^route\.[cm]?[jt]s$|^middleware\.[cm]?[jt]s$/;
/** Of Nest, and a part of them of Angular, whose imports tell. */
export const nestNames = /\.(?:controller|strategy|resolver|gateway|module)\.[cm]?[jt]s$/;
export const clientNames = /\.client\.[cm]?[jt]sx?$|\.component\.[cm]?[jt]s$/;
export const serviceWorkerNames = /(?:^|[/-])(?:sw|service-?worker)\.[cm]?[jt]s$/;
/** Pages whose scripts are entries of a client. */
export const pageNames = /\.html?$/;
/** Of both sides: what serves an API, and in a web client what calls one. */
export const ambiguousFolders: ReadonlySet<string> = new Set(['api']);
/** Folders whose code a framework runs on the server, as long as no client imports it. `api` below `pages` is Next's. */
export const serverFolders: ReadonlySet<string> = new Set(['server', 'backend', 'functions', 'lambda', 'lambdas', 'workers', 'worker']);
