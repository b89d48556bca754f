// A name out of a project → what of it may be shown: stretches that look drawn, as keys and tokens do, are masked, and it is cut where
// it is longer than any name. Addresses keep their words, dots and hyphens.

const RUN = /eyJ[\w.-]{10,}|[\w+=-]{20,}/g;

/** As encodings of bytes do: capitals, small letters and digits among each other, or one long row without a break between words. */
const looksDrawn = (run: string): boolean =>
  run.startsWith('eyJ') || (/[A-Z]/.test(run) && /[a-z]/.test(run) && /\d/.test(run)) || /(?=\D{0,40}\d)[A-Za-z\d+=]{28}/.test(run);

const LONGEST = 120;

export const shownText = (text: string): string => {
  const masked = text.replace(/\s+/g, ' ').replace(RUN, (run) => (looksDrawn(run) ? '••••' : run));
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
};
