// A language and its text → ConfigDocument. The parsers of formats that a run never meets stay unloaded.

import type { ConfigDocument } from './config-document.ts';
import { parseDockerfile } from './dockerfile.ts';
import { parseEnv } from './env.ts';
import { parseHcl } from './hcl.ts';
import { parseJson } from './json.ts';
import { parseNginx } from './nginx.ts';
import { parseToml } from './toml.ts';
import { parseXml } from './xml.ts';
import { parseYaml } from './yaml.ts';

const readers: Readonly<Record<string, (text: string) => ConfigDocument>> = {
  dockerfile: parseDockerfile, env: parseEnv, hcl: parseHcl, json: parseJson, nginx: parseNginx,
  properties: parseEnv, toml: parseToml, xml: parseXml, yaml: parseYaml,
};

const nothing: ConfigDocument = { entries: [], comments: [], problems: [] };

/** In these a return alone ends a line, for whoever loads them: dotenv, Java, YAML. A comment would hide what stands behind it. */
const endedByReturn: ReadonlySet<string> = new Set(['env', 'properties', 'yaml']);

/** Code and plain text have no entries. */
export const readConfig = (language: string, text: string): ConfigDocument =>
  readers[language]?.(endedByReturn.has(language) ? text.replace(/\r(?!\n)/g, '\n') : text) ?? nothing;
