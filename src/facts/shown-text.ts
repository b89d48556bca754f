// A name out of a project → what of it may be shown: stretches that look drawn, as keys and tokens do, are masked, and it is cut where
// it is longer than any name. Addresses keep their words, dots and hyphens.

const DRAWN = /[A-Za-z\d+=]{28,}|eyJ[\w.-]{10,}/g;
const LONGEST = 120;

export const shownText = (text: string): string => {
  const masked = text.replace(/\s+/g, ' ').replace(DRAWN, (run) => (/\d/.test(run) || run.length > 60 ? '••••' : run));
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
};
