// Configuration of nginx → ConfigDocument: directives under the blocks they stand in. Blocks of one name are the items of a list, because
// a server has many locations: `server { location /a { auth_jwt "a"; } }` is `server.[0].location.[0].auth_jwt`, and what stands before a
// block's brace is its `args`. Of directives that set one of many (`proxy_set_header`, `set`) the first argument is a name on the path;
// `token=$x` among the arguments is a name below the directive.

import {
  addEmpty, addEntry, addMistake, addProblemOnce, bounds, nameOf, newDraft, tooDeep, type ConfigDocument, type ConfigDraft,
  type ConfigEntry,
} from './config-document.ts';

interface Block { readonly path: ConfigEntry['path']; readonly counts: Map<string, number> }
interface Word { readonly text: string; readonly start: number; readonly end: number }

const tokens = /#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]|(?:[^\s{};"'#\\$]|\\.|\$\{\w{1,100}\}|\$|(?<=\S)#)+/gs;
/** The first argument says what is set. */
const keyed = /^(?:(?:proxy|grpc)_set_header|add_header|(?:fastcgi|uwsgi|scgi)_param|set|env|auth_jwt_claim_set|auth_jwt_header_set)$/;
/** What holds code of another language. */
const foreign = /_by_lua_block$/;

export function parseNginx(text: string): ConfigDocument {
  const draft = newDraft();
  const open: Block[] = [{ path: [], counts: new Map() }];
  let words: Word[] = [];
  tokens.lastIndex = 0;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [written] = match;
    const [start, end] = [match.index, match.index + written.length];
    if (written.startsWith('#')) draft.comments.push({ text: written.slice(1), start, end });
    else if (written === ';') { if (!addDirective(words, open.at(-1)!, draft)) break; words = []; }
    else if (written === '{') {
      if (foreign.test(words[0]?.text ?? '')) tokens.lastIndex = behindBraces(text, end);
      else if (!openBlock(words, open, draft, start)) break;
      words = [];
    } else if (written === '}') {
      if (open.length > 1) open.pop();
      else addMistake(draft, 'nginx: a brace that closes nothing.', start);
      words = [];
    } else words.push(unquoted(written, start, end));
  }
  if (open.length > 1) addMistake(draft, 'nginx: a block that nothing closes.', text.length);
  return draft;
}

function unquoted(written: string, start: number, end: number): Word {
  const isQuoted = /^["']/.test(written) && written.length > 1;
  return isQuoted ? { text: written.slice(1, -1).replace(/\\(["'\\])/g, '$1'), start: start + 1, end: end - 1 } : { text: written, start, end };
}

function openBlock([name, ...given]: readonly Word[], open: Block[], draft: ConfigDraft, at: number): boolean {
  const { path, counts } = open.at(-1)!;
  const key = name?.text ?? '';
  const index = counts.get(key) ?? 0;
  counts.set(key, index + 1);
  if (open.length > bounds.depth) { addProblemOnce(draft, tooDeep, at); return false; }
  const inner = [...path, key, index];
  open.push({ path: inner, counts: new Map() });
  if (name) addEmpty(draft, { path: inner, keyStart: name.start, keyEnd: name.end });
  return name === undefined || given.length === 0 || add(draft, [...inner, 'args'], name, given);
}

function addDirective([name, ...given]: readonly Word[], { path }: Block, draft: ConfigDraft): boolean {
  const [first, ...rest] = given;
  if (!name || !first) return true;
  if (keyed.test(name.text)) return rest.length === 0 || add(draft, [...path, name.text, first.text.replace(/^\$/, '')], first, rest);
  if (!add(draft, [...path, name.text], name, given)) return false;
  return given.every((word) => {
    const [, key] = /^(\w{1,60})=./.exec(word.text) ?? [];
    const start = word.start + (key?.length ?? 0) + 1;
    const value = { text: word.text.slice(start - word.start), start, end: word.end };
    return key === undefined || add(draft, [...path, name.text, key], { ...word, end: start - 1 }, [value]);
  });
}

/** Several arguments are one text. */
function add(draft: ConfigDraft, path: ConfigEntry['path'], key: Word, given: readonly Word[]): boolean {
  return addEntry(draft, {
    path, name: nameOf(path), kind: 'text', value: given.map(({ text }) => text).join(' '), keyStart: key.start, keyEnd: key.end,
    start: given[0]!.start, end: given.at(-1)!.end,
  });
}

function behindBraces(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') open++;
    else if (text[at] === '}' && --open === 0) return at + 1;
  }
  return text.length;
}
