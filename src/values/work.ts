// How much reading may cost, counted in steps and not in time, so that the answer is the same on every machine. Readers
// that may multiply (names of names, calls of calls) spend from the work in hand; what is spent ends the reading, and
// whoever handed the work out says so. Work that nobody handed out is not counted.

/** Steps that the facts of one file, and then each rule over them, may take: about five seconds. Real files stay below a tenth. */
export const MAX_WORK = 6_000_000;
/** Steps of one question to another module. Answers are kept; whoever asks pays what the answer cost, not the first alone. */
export const MAX_QUESTION_WORK = 600_000;

/** More was to be read than there was work for. */
export class WorkSpent extends Error {
  override readonly name = 'WorkSpent';
}

interface Work { left: number; isCut: boolean }

let inHand: Work | undefined;

export function spend(steps = 1): void {
  if (inHand && (inHand.left -= steps) < 0) throw new WorkSpent();
}

/** Some answer that the work in hand rests on was cut short. */
export function noteCut(): void {
  if (inHand) inHand.isCut = true;
}

export interface Done<T> {
  /** Undefined where the work was spent before there was one. */
  readonly answer: T | undefined;
  readonly isSpent: boolean;
  readonly isCut: boolean;
  readonly spent: number;
}

/** Reads with work of its own, whatever else is being read. */
export function withWork<T>(steps: number, read: () => T): Done<T> {
  const outer = inHand;
  const own: Work = { left: steps, isCut: false };
  inHand = own;
  try {
    const answer = read();
    return { answer, isSpent: false, isCut: own.isCut, spent: steps - own.left };
  } catch (error) {
    if (!(error instanceof WorkSpent)) throw error;
    return { answer: undefined, isSpent: true, isCut: true, spent: steps };
  } finally {
    inHand = outer;
  }
}
