// What the configuration says of paths: where their code runs, and whether it ships. Goes before every sign that the
// reader finds itself. Where two lists name the same path, the one holds under which more is reported.

import { coverOf } from './ignores.ts';

export interface PathLists {
  readonly client?: readonly string[];
  readonly server?: readonly string[];
  readonly test?: readonly string[];
  readonly production?: readonly string[];
}

export interface Hints {
  sideOf(path: string): 'client' | 'server' | undefined;
  roleOf(path: string): 'production' | 'test' | undefined;
}

export const noHints: Hints = { sideOf: () => undefined, roleOf: () => undefined };

export function hintsOf({ client = [], server = [], test = [], production = [] }: PathLists = {}): Hints {
  const [isClient, isServer, isTest, isProduction] = [client, server, test, production].map(coverOf) as [Named, Named, Named, Named];
  return {
    sideOf: (path) => (isClient(path) ? 'client' : isServer(path) ? 'server' : undefined),
    roleOf: (path) => (isProduction(path) ? 'production' : isTest(path) ? 'test' : undefined),
  };
}

type Named = (path: string) => boolean;
