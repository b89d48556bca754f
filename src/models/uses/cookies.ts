// Cookies that carry nothing anyone would forge: how a page looks, which language it speaks, whether a message was seen.

/** Words of a cookie's name. */
export const harmlessCookieWords: ReadonlySet<string> = new Set([
  'theme', 'themes', 'locale', 'locales', 'lang', 'language', 'i18n', 'i18next', 'color', 'colour', 'scheme', 'appearance', 'sidebar',
  'toast', 'toasts', 'flash', 'consent', 'timezone', 'hints', 'banner', 'layout',
]);

/** Words that make it matter all the same: `theme_session_user`. */
export const weightyCookieWords: ReadonlySet<string> = new Set([
  'auth', 'user', 'token', 'jwt', 'login', 'sid', 'identity', 'admin', 'role', 'account',
]);
