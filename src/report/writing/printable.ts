// Text of a stranger's repository → text that is safe on a terminal and in the log of a pipeline: control characters could move the
// cursor or hide a finding, direction marks could turn a line around (CVE-2021-42574), and what looks like a command of the CI
// service is obeyed wherever it is printed (`##vso[…]` in Azure Pipelines, `##[…]` and `::…` in GitHub Actions).
// One character stays one, so columns hold.

const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const command = /##(?=\[|vso\[)/gi;

export const printable = (text: string): string => text.replace(unsafe, '\uFFFD').replace(command, '#\uFFFD');

/** The same where it may come first in its line, blanks left out. */
export const printableFirst = (text: string): string => printable(text).replace(/^(\s*):(?=:)/, '$1\uFFFD');
