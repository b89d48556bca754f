// Servers that offer tools to agents (Model Context Protocol): their packages, what guards them, and where a request that is sent on
// to somebody else needs the caller's token. https://modelcontextprotocol.io/specification (2025-06-18 and later) forbids passing on.
// Run with @modelcontextprotocol/sdk 1.32.2, mcp-handler 2.4.0, fastmcp 4.20.16.

/** Specifiers by which a file is part of such a server. */
export const agentServers =
  /^(?:@modelcontextprotocol\/(?:sdk\/(?:server|types)\b|server|express|hono|node)|fastmcp|mcp-handler|@vercel\/mcp-adapter|@hono\/mcp|mcp-framework|xmcp|mcp-use\/server|@mastra\/mcp|agents\/mcp)/;
/** Calls and constructions that have the caller's token verified before a tool runs. */
export const agentGuards: ReadonlySet<string> = new Set([
  'requireBearerAuth', 'verifyBearerToken', 'withMcpAuth', 'experimental_withMcpAuth', 'requireMcpAuth', 'createMcpProtectedRequestHandler',
  'createOAuthMiddleware',
]);
/** Headers in which a credential goes out. */
export const credentialHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'x-api-key', 'api-key', 'x-auth-token', 'x-access-token']);
/** Options of a service's client that take its credential. */
export const credentialOptions: ReadonlySet<string> = new Set(['auth', 'authToken', 'accessToken', 'access_token', 'apiKey', 'bearerToken']);
/** Addresses and names of who is there to be given the token: the issuer, who exchanges, tells about or revokes it. */
export const issuerWords = /introspect|revo(?:ke|cation)|user_?info|token_?info|exchange|\/oauth|oauth2?\/|\/token\b|token_?(?:endpoint|url)|well-known|jwks|issuer/i;
/** Functions that look at the token rather than use it, by their names. */
export const lookingNames = /exchange|introspect|verif|validat|revoke|log_?out|authenticat/i;
