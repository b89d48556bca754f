// The tables of commands and options → what a shell needs to complete them. It goes where the shell reads such texts:
// `source <(jwtlint completion bash)`.

import { commandRows } from './command-table.ts';
import { optionRows } from './option-table.ts';
import { UsageError } from './usage-error.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

export function completion(shell: string | undefined, ruleIds: readonly string[]): string {
  switch (shell) {
    case 'bash': return bash(ruleIds);
    case 'zsh': return `autoload -U +X bashcompinit && bashcompinit\n${bash(ruleIds)}`;
    case 'fish': return fish(ruleIds);
    default: throw new UsageError(`completion wants one of ${shells.join(', ')}`);
  }
}

/** After these words only these may follow. */
const followers = (ruleIds: readonly string[]): readonly (readonly [string, readonly string[]])[] => [
  ...optionRows.flatMap(([name, { words }]) => (words ? [[`--${name}`, words] as const] : [])),
  ...commandRows.flatMap(([name, { words }]) => (words ? [[name, words] as const] : [])),
  ['explain', ruleIds],
  ['help', commandRows.map(([name]) => name)],
];

const bash = (ruleIds: readonly string[]): string => `_jwtlint() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}"
  case "$prev" in
${followers(ruleIds).map(([word, words]) => `    ${word}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur")); return ;;`).join('\n')}
  esac
  case "$cur" in
    -*) COMPREPLY=($(compgen -W '${optionRows.map(([name]) => `--${name}`).join(' ')}' -- "$cur")) ;;
    *) COMPREPLY=($(compgen -f -- "$cur"))
       if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY+=($(compgen -W '${commandRows.map(([name]) => name).join(' ')}' -- "$cur")); fi ;;
  esac
}
complete -o filenames -F _jwtlint jwtlint
`;

const quotedForFish = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

const fish = (ruleIds: readonly string[]): string => [
  ...commandRows.map(([name, { summary }]) => `complete -c jwtlint -n __fish_use_subcommand -a ${name} -d ${quotedForFish(summary)}`),
  ...optionRows.map(([name, { value, words, summary }]) =>
    `complete -c jwtlint -l ${name}${value === undefined ? '' : ' -r'}${words ? ` -f -a ${quotedForFish(words.join(' '))}` : ''} -d ${quotedForFish(summary)}`),
  `complete -c jwtlint -n '__fish_seen_subcommand_from explain' -a ${quotedForFish(ruleIds.join(' '))}`,
  ...commandRows.flatMap(([name, { words }]) => (words ? [`complete -c jwtlint -f -n '__fish_seen_subcommand_from ${name}' -a ${quotedForFish(words.join(' '))}`] : [])),
  '',
].join('\n');
