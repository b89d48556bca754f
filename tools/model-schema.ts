// The types of src/models/model.ts → JSON Schema definitions, so that own models in a configuration are checked against
// the one description of the language that the built-in ones are written in. Comments become descriptions. Knows what
// that file uses: interfaces, unions of texts, lists, records.

import { join } from 'node:path';
import ts from 'typescript';

export interface Definition { readonly [keyword: string]: unknown }

/** Definitions by type name, `root` and whatever it leads to. */
export function modelDefinitions(checkout: string, root = 'LibraryModel'): Record<string, Definition> {
  const path = join(checkout, 'src/models/model.ts');
  const program = ts.createProgram([path], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    allowImportingTsExtensions: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path)!;
  const definitions: Record<string, Definition> = {};

  const isNamed = (symbol: ts.Symbol | undefined): symbol is ts.Symbol =>
    symbol?.declarations?.some(
      (node) => node.getSourceFile() === source && (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)),
    ) ?? false;

  const named = (symbol: ts.Symbol, type: ts.Type): Definition => {
    const name = `model.${symbol.name}`;
    if (definitions[name] === undefined) {
      definitions[name] = {};
      definitions[name] = { ...described(symbol), ...shapeOf(type) };
    }
    return { $ref: `#/definitions/${name}` };
  };
  const schemaOf = (type: ts.Type): Definition => {
    const symbol = type.aliasSymbol ?? type.symbol;
    return isNamed(symbol) ? named(symbol, type) : shapeOf(type);
  };
  const shapeOf = (type: ts.Type): Definition => {
    if (type.isUnion()) return unionOf(type.types);
    if (type.flags & ts.TypeFlags.StringLike) return type.isStringLiteral() ? { enum: [type.value] } : { type: 'string', minLength: 1 };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type as ts.TypeReference)[0]!) };
    const byName = type.getStringIndexType();
    return byName ? { type: 'object', additionalProperties: schemaOf(byName) } : objectOf(type);
  };
  const objectOf = (type: ts.Type): Definition => {
    const members = type.getProperties();
    const required = members.filter((member) => !(member.flags & ts.SymbolFlags.Optional)).map(({ name }) => name);
    const shapes = members.map((member) => ({
      ...described(member),
      ...schemaOf(checker.getNonNullableType(checker.getTypeOfSymbol(member))),
    }));
    // A record over a union of names: the same for each.
    if (members.length > manyNames && required.length === 0 && new Set(shapes.map((shape) => JSON.stringify(shape))).size === 1)
      return { type: 'object', propertyNames: { enum: members.map(({ name }) => name) }, additionalProperties: shapes[0] };
    return {
      type: 'object', additionalProperties: false, ...(required.length > 0 && { required }),
      properties: Object.fromEntries(members.map(({ name }, index) => [name, shapes[index]])),
    };
  };
  const unionOf = (types: readonly ts.Type[]): Definition => {
    const words = types.filter((type) => type.isStringLiteral()).map(({ value }) => value);
    const others = types.filter((type) => !type.isStringLiteral() && !(type.flags & ts.TypeFlags.Undefined));
    const isSwitch = others.length > 0 && others.every((type) => type.flags & ts.TypeFlags.BooleanLike);
    const forms: Definition[] = [
      ...(words.length > 0 ? [{ enum: words }] : []),
      ...(isSwitch ? [{ type: 'boolean' }] : others.map((type) => (type.flags & ts.TypeFlags.Null ? { type: 'null' } : schemaOf(type)))),
    ];
    return forms.length === 1 ? forms[0]! : { anyOf: forms };
  };

  const declared = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!).find(({ name }) => name === root)!;
  named(declared, checker.getDeclaredTypeOfSymbol(declared));
  return definitions;
}

const manyNames = 5;

/** The comment as written: TypeScript would end it at a package name such as `@nestjs/jwt`. */
function described({ declarations }: ts.Symbol): Definition {
  const node = declarations?.[0];
  const text = node?.getSourceFile().text ?? '';
  const comment = node && ts.getLeadingCommentRanges(text, node.getFullStart())?.at(-1);
  const words = comment ? text.slice(comment.pos, comment.end).replace(/^\/\*\*|\*\/$/g, '').replace(/^\s*\* ?/gm, '').trim() : '';
  return words === '' ? {} : { description: words };
}

const widest = 140;

/** JSON whose short objects and lists stand on one line, as a person would write it. */
export function prettyJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ').replace(/([[]) | ([\]])/g, '$1$2');
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (isList || indent.length + flat.length <= widest - 20 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => `${inner}${prettyJson(item, inner)}`).join(',\n')}\n${indent}]`;
  return `{\n${Object.entries(value)
    .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${prettyJson(item, inner)}`)
    .join(',\n')}\n${indent}}`;
}
