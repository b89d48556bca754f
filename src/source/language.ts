// The language of a path, by name and extension.

export type CodeLanguage = 'js' | 'jsx' | 'ts' | 'tsx' | 'dts';
export type Language = CodeLanguage | 'env' | 'json' | 'yaml' | 'toml' | 'text';
export const isCode = (language: Language): language is CodeLanguage => /^(?:js|ts|dts)/.test(language);
