// A way past a verification, as the rules hear of it. Types only; fail-open.ts finds it.

import type { Place } from '../../source/file.ts';
import type { Switch } from '../../values/conditions/branches.ts';

/** A branch that goes on without a look at the token, and when. */
export interface Bypass {
  readonly at: Place;
  readonly when: Switch | 'without its key' | 'unless a variable is set' | 'for unsigned tokens';
  /** The environment variables that open it when they are not set. */
  readonly unset?: readonly string[];
}
