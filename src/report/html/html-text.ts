// Text → the same in HTML, between tags and in quoted attributes.

import { printable } from '../writing/printable.ts';

export const htmlText = (text: string): string => printable(text).replace(/[<>&"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
