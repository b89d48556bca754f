// XML → its elements, for tests: strict about what well-formed XML 1.0 may not hold.

export interface Element { readonly name: string; readonly attributes: Record<string, string>; readonly children: Element[]; text: string }

export function parsedXml(xml: string): Element[] {
   
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(xml)) throw new Error('a character that XML has no place for');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const path = [root];
  const rest = xml.replace(/^<\?xml [^>]*\?>\n/, '').replace(/<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gi, (_whole, closing: string, name: string, attributes: string, closed: string, text?: string) => {
    const top = path.at(-1)!;
    if (text !== undefined) top.text += entities(text);
    else if (closing !== '') {
      if (top.name !== name) throw new Error(`${name} closes ${top.name}`);
      path.pop();
    } else {
      const element: Element = { name, attributes: Object.fromEntries([...attributes.matchAll(/ ([a-z]+)="([^"]*)"/gi)].map(([, key, value]) => [key!, entities(value!)])), children: [], text: '' };
      top.children.push(element);
      if (closed === '') path.push(element);
    }
    return '';
  });
  if (rest !== '' || path.length !== 1) throw new Error(`not well-formed: ${rest.slice(0, 80)}`);
  return root.children;
}

function entities(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error('a bare ampersand');
  return text.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCodePoint(Number(code)));
}

export const textOf = ({ text, children }: Element): string => text + children.map(textOf).join('');
