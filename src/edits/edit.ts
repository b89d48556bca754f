// A change of text, offered with a finding. Never holds a secret: new text is code, not values.

import type { SourceFile } from '../source/file.ts';

export interface Edit {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Suggestion {
  /** Starts with a verb and names the result. */
  readonly title: string;
  /** `safe`: could never surprise; `suggestion`: changes behaviour, a person decides. */
  readonly kind: 'safe' | 'suggestion';
  readonly edits: readonly Edit[];
}
