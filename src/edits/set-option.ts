// Adds an option to a call: into its options object, or as a new options argument.

import type { JwtCall } from '../facts/facts.ts';
import type { Edit, Suggestion } from './edit.ts';
import { withProperty } from './separators.ts';

/** Undefined where the call's shape leaves no safe place: unseen options, or arguments missing before them. */
export function setOption(call: JwtCall, name: string, value: string, title: string): Suggestion | undefined {
  const edit = optionEdit(call, `${name}: ${value}`);
  return edit && { title, kind: 'suggestion', edits: [edit] };
}

function optionEdit({ slots }: JwtCall, property: string): Edit | undefined {
  const { options, call } = slots;
  if (options) {
    // An object that lives in another file, or is spread from elsewhere, is not ours to change here.
    if (options.at.file !== call.file) return undefined;
    const places = [...options.properties.values()].map(({ at }) => at).filter((at) => at.start > options.at.start && at.end < options.at.end);
    if (places.length < options.properties.size) return undefined;
    return withProperty(options.at, places.at(-1), property);
  }
  if (slots.optionsIndex === undefined || slots.argumentCount !== slots.optionsIndex) return undefined;
  return { file: call.file, start: slots.afterArguments, end: slots.afterArguments, text: `${slots.argumentCount > 0 ? ', ' : ''}{ ${property} }` };
}
