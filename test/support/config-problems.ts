// One key of a configuration file, as it is written → what is wrong with it, each with its line and column.

import { rules } from '../../rules/all.ts';
import { configOf, ConfigError } from '../../src/hosts/config/config-file.ts';

export function problemsOf(key: string, written: string): readonly string[] {
  try {
    configOf(rules, (path) => (path === 'jwtlint.config.jsonc' ? `{\n"${key}": ${written}}` : undefined));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => problem.replace('jwtlint.config.jsonc:', ''));
    throw error;
  }
}
