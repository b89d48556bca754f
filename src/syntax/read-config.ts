// A language and its text → ConfigDocument. The parsers of formats that a run never meets stay unloaded.

import type { ConfigDocument } from './config-document.ts';
import { parseEnv } from './env.ts';
import { parseJson } from './json.ts';
import { parseToml } from './toml.ts';
import { parseYaml } from './yaml.ts';

const readers: Readonly<Record<string, (text: string) => ConfigDocument>> = {
  env: parseEnv, json: parseJson, toml: parseToml, yaml: parseYaml,
};

const nothing: ConfigDocument = { entries: [], comments: [], problems: [] };

/** Code and plain text have no entries. */
export const readConfig = (language: string, text: string): ConfigDocument => readers[language]?.(text) ?? nothing;
