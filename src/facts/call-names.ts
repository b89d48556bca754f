// A call → its name in a sentence: that of the callee, save where the callee is `super` of a strategy class.

import type { JwtCall } from './facts.ts';

export const spokenName = ({ name, library }: Pick<JwtCall, 'name' | 'library'>): string => (name === 'super' ? `this ${library.package} strategy` : name);
