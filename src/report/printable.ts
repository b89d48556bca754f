// Text of a stranger's repository → text that is safe on a terminal: control characters could move the cursor or hide a
// finding, direction marks could turn a line around (CVE-2021-42574). One character stays one, so columns hold.

const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export const printable = (text: string): string => text.replace(unsafe, '\uFFFD');
