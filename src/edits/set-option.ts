// Adds an option to a call: into its options object, or as a new options argument.

import type { JwtCall } from '../calls/jwt-call.ts';
import type { ObjectValue } from '../values/value.ts';
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
    // An object that lives in another file is not ours to change here.
    return options.at.file === call.file ? intoObject(options, property) : undefined;
  }
  if (slots.optionsIndex === undefined || slots.argumentCount !== slots.optionsIndex) return undefined;
  return {
    file: call.file,
    start: slots.afterArguments,
    end: slots.afterArguments,
    text: `${slots.argumentCount > 0 ? ', ' : ''}{ ${property} }`,
  };
}

/** The same for an object that is no argument of a JWT call. */
export function addOption(options: ObjectValue, property: string, title: string): Suggestion | undefined {
  const edit = intoObject(options, property);
  return edit && { title, kind: 'suggestion', edits: [edit] };
}

/** Undefined where properties are spread from elsewhere. */
function intoObject({ at: object, properties }: ObjectValue, property: string): Edit | undefined {
  const places = [...properties.values()]
    .map(({ at }) => at)
    .filter((at) => at.file === object.file && at.start > object.start && at.end < object.end);
  return places.length < properties.size ? undefined : withProperty(object, places.at(-1), property);
}
