// What the configuration says of paths: where their code runs, whether it ships, and which of them are one service. Goes
// before every sign that the reader finds itself. Where two lists name the same path, the one holds under which more is
// reported; of two services the first.

import { coverOf } from './ignores.ts';

export interface PathLists {
  readonly client?: readonly string[];
  readonly server?: readonly string[];
  readonly test?: readonly string[];
  readonly production?: readonly string[];
}

/** Names of services, each with the paths that belong to it. */
export type Services = Readonly<Record<string, readonly string[]>>;

export interface Hints {
  sideOf(path: string): 'client' | 'server' | undefined;
  roleOf(path: string): 'production' | 'test' | undefined;
  serviceOf(path: string): string | undefined;
}

export const noHints: Hints = { sideOf: () => undefined, roleOf: () => undefined, serviceOf: () => undefined };

export function hintsOf({ client = [], server = [], test = [], production = [] }: PathLists = {}, services: Services = {}): Hints {
  const [isClient, isServer] = [coverOf(client), coverOf(server)];
  const [isTest, isProduction] = [coverOf(test), coverOf(production)];
  return {
    sideOf: (path) => (isClient(path) ? 'client' : isServer(path) ? 'server' : undefined),
    roleOf: (path) => (isProduction(path) ? 'production' : isTest(path) ? 'test' : undefined),
    serviceOf: (path) => Object.entries(services).find(([, globs]) => coverOf(globs)(path))?.[0],
  };
}

