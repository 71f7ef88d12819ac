import { ts } from 'ts-morph';
import type { CompiledProject } from '../compile.js';
import { findOverlay } from '../overlay.js';
import {
  BODY,
  CONTENT_TYPE,
  type CallMove,
  type CallShape,
  type CallValue,
  type Moves,
} from './moves.js';

/** What earlier versions of the generator named otherwise in every package: in the old one's runtime, and in the new one's. */
const RUNTIME_NAMES: readonly (readonly [old: string, now: string])[] = [
  ['PagedPromise.byPage', 'PagedPromise.pages'],
  ['UnrecognizedTag', 'UnrecognizedDiscriminator'],
  ['WithTag', 'WithDiscriminator'],
  ['ApiRequest.expect', 'ApiRequest.reader'],
  ['ApiRequest.read', 'ApiRequest.decode'],
  ['ApiRequest.readError', 'ApiRequest.decodeError'],
];

/**
 * Completes what the documents say with the declarations of the packages: an earlier version of the generator grouped and
 * named the arguments of calls otherwise than this one prints them. Calls of which that is not certain are left out.
 *
 * @param after a program that imports every entry of the new package.
 */
export function addDeclared(moves: Moves, before: CompiledProject, after: CompiledProject): Moves {
  const names = new Map(moves.names);
  const declared = new Map<CallMove, CallMove | undefined>();
  const checker = before.program.getTypeChecker();
  const newChecker = after.program.getTypeChecker();
  const newMethods = listMethods(after);
  for (const [path, method] of listMethods(before)) {
    const move = moves.calls.get(path);
    if (move === undefined) continue;
    const shape = readShape(method.parameters, move.before, checker);
    const newMethod = newMethods.get(moves.names.get(path) ?? path);
    const newShape = newMethod && readShape(newMethod.parameters, move.after, newChecker);
    // The new package, too, may be one of an earlier version.
    const isPlanned = newShape !== undefined && print(newShape) === print(move.after);
    declared.set(move, shape && isPlanned ? withShape(move, shape) : undefined);
    if (shape) addParamsType(method.parameters, shape, move, names);
  }
  const [old, now] = [listRuntimeNames(before), listRuntimeNames(after)];
  for (const [name, newName] of RUNTIME_NAMES)
    if (old.has(name) && !now.has(name) && now.has(newName)) names.set(name, newName);
  const calls = [...moves.calls].flatMap(([path, move]) => {
    const own = declared.has(move) ? declared.get(move) : move;
    return own === undefined ? [] : [[path, own] as const];
  });
  return { ...moves, names, calls: new Map(calls) };
}

function listStatements(
  { program, overlays }: CompiledProject,
  folder = '/',
): readonly ts.Statement[] {
  return program
    .getSourceFiles()
    .filter(({ fileName }) => findOverlay(overlays, fileName) && fileName.includes(folder))
    .flatMap(({ statements }) => [...statements]);
}

/** The methods of a package's classes, by path. Of several signatures, the first is for the default media type of a body. */
function listMethods(project: CompiledProject): ReadonlyMap<string, ts.MethodDeclaration> {
  const methods = new Map<string, ts.MethodDeclaration>();
  for (const statement of listStatements(project))
    if (ts.isClassDeclaration(statement))
      for (const member of statement.members) {
        const path = `${getName(statement)}.${getName(member)}`;
        if (ts.isMethodDeclaration(member) && !methods.has(path)) methods.set(path, member);
      }
  return methods;
}

/** Where the arguments are. */
function print({ path, body, params }: CallShape): string {
  const keys = [...path.map(({ key }) => key), body && 'body', params && 'params'];
  const isInParams = params?.values.some(({ key }) => key === BODY || key === CONTENT_TYPE);
  return JSON.stringify([...keys, isInParams ?? false]);
}

function getName({ name }: { readonly name?: ts.Node | undefined }): string {
  return name !== undefined && ts.isIdentifier(name) ? name.text : '';
}

/** Which arguments a method takes; undefined when one of them is none of the operation's. */
function readShape(
  parameters: readonly ts.ParameterDeclaration[],
  planned: CallShape,
  checker: ts.TypeChecker,
): CallShape | undefined {
  const values = [...planned.path, ...(planned.params?.values ?? [])];
  const path: CallValue[] = [];
  let shape: CallShape = { path, body: undefined, params: undefined };
  for (const parameter of parameters) {
    // This version has lists of arguments where a body has several media types.
    if (parameter.dotDotDotToken) return planned;
    const name = getName(parameter);
    const required = parameter.questionToken === undefined && parameter.initializer === undefined;
    const value = values.find((each) => each.name === name);
    if (value !== undefined && planned.path.includes(value)) path.push(value);
    else if (name === 'options') return shape;
    else if (name === 'body' && planned.body)
      shape = { ...shape, body: { ...planned.body, required } };
    else if (name === 'params') {
      const type = checker.getNonNullableType(checker.getTypeAtLocation(parameter));
      const own = type.getProperties().flatMap((each) => toValue(each, values, planned) ?? []);
      const hasBody = own.some(({ key }) => key === BODY);
      const body = hasBody ? planned.body : shape.body;
      shape = { ...shape, body, params: { required, values: own } };
    } else return undefined;
  }
  return shape;
}

function toValue(
  { name, flags }: ts.Symbol,
  values: readonly CallValue[],
  { body }: CallShape,
): CallValue | undefined {
  const known = values.find((each) => each.name === name);
  if (known !== undefined || body === undefined) return known;
  const required = (flags & ts.SymbolFlags.Optional) === 0;
  if (name === 'body') return { key: BODY, name, required };
  return name === 'contentType' ? { key: CONTENT_TYPE, name, required } : undefined;
}

function withShape(move: CallMove, before: CallShape): CallMove {
  const hasContentType = before.params?.values.some(({ key }) => key === CONTENT_TYPE);
  if (!hasContentType) return { ...move, before };
  return { ...move, before, sources: new Map([...move.sources, [CONTENT_TYPE, CONTENT_TYPE]]) };
}

/** The type of an object of params, and what is in it. */
function addParamsType(
  parameters: readonly ts.ParameterDeclaration[],
  { params }: CallShape,
  { after, sources, paramsType }: CallMove,
  names: Map<string, string>,
): void {
  const type = parameters.find((each) => getName(each) === 'params')?.type;
  if (!type || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return;
  const { text } = type.typeName;
  if (text === paramsType.before || !after.params) return;
  names.set(text, paramsType.after);
  for (const { key, name } of after.params.values) {
    const source = params?.values.find((each) => each.key === sources.get(key));
    if (source) names.set(`${text}.${source.name}`, `${paramsType.after}.${name}`);
  }
}

/** The names that a package's runtime declares, with those of the members of its interfaces. */
function listRuntimeNames(project: CompiledProject): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of listStatements(project, '/runtime/')) {
    if (ts.isTypeAliasDeclaration(statement) || ts.isEnumDeclaration(statement))
      names.add(getName(statement));
    if (!ts.isInterfaceDeclaration(statement)) continue;
    names.add(getName(statement));
    for (const member of statement.members) names.add(`${getName(statement)}.${getName(member)}`);
  }
  return names;
}
